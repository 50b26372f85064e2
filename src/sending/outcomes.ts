import { OvhError } from '../ovh/errors';
import type { Accepted } from './api';
import type { Dispatched, Sent } from './dispatch';
import type { OpenRequest } from './lost';
import type { SendItem, SendRequest, Share } from './plan';
import { Progress } from './progress';
import { type Fate, PartlySent, type SendResult } from './report';
import type { SendJournal } from './sendJournal';

/** What is known of the items of a run, by itself and from the journal. */
export class Outcomes<T extends SendItem> {
	private readonly items: Map<number, Progress<T>>;

	private hasFailures = false;

	constructor(
		items: T[],
		private readonly journal: SendJournal,
		/** Whether the first failing item ends the run. */
		private readonly stopsAtFailure: boolean,
	) {
		this.items = new Map(items.map((item) => [item.item, new Progress(item)]));
	}

	/**
	 * Takes what other tries have done.
	 * @param remember what was sent, since no other request of the process may be taken for it
	 */
	readJournal(remember: (request: SendRequest, sent: Accepted) => void): void {
		if (this.journal.isEmpty) return;
		for (const { item, fates, tags, receivers } of this.items.values()) {
			for (const { receiver } of receivers) {
				const known = this.journal.done(item, receiver);
				if (!known) continue;
				fates.set(receiver, fateOf(known, 'alreadySent'));
				if (known.tag) tags.add(known.tag);
				remember({ ...item, shares: [{ item: item.item, receiver }] }, known);
			}
		}
	}

	get isStopped(): boolean {
		return this.stopsAtFailure && this.hasFailures;
	}

	/** The receivers of an item that are still to be sent to. */
	missing = ({ item }: SendItem) => this.progressOf(item).missing;

	/** Who is still to be sent to and may be open, item by item. */
	get unsent(): Array<{ item: T; receiver: string }> {
		if (this.journal.isEmpty) return [];
		return [...this.items.values()].flatMap(({ item, missing }) =>
			missing.map(({ receiver }) => ({ item, receiver })),
		);
	}

	/** Whether an item is left undone because the run stopped at another one, which tells why. */
	isLeftUndone({ item }: SendItem): boolean {
		const { isFailed, missing } = this.progressOf(item);
		return this.isStopped && !isFailed && missing.length > 0;
	}

	/**
	 * What became of an item.
	 * @param refusal why numbers that OVHcloud refused fail the item, where they do
	 * @throws PartlySent | OvhError | InputError
	 */
	resultOf(
		item: T,
		refusal: (item: T, result: SendResult) => unknown,
	): SendResult & { tag: string; tags?: string[]; sendAt?: number } {
		const progress = this.progressOf(item.item);
		const { result, sendAt, error, doubt } = progress;
		// That somebody may have the message must not hide behind another failure.
		const failure = doubt ?? error ?? refusal(item, result);
		if (failure === undefined) return { ...result, ...(sendAt !== undefined && { sendAt }) };
		const scope = this.stopsAtFailure ? 'run' : 'item';
		const all = scope === 'run' ? [...this.items.values()] : [progress];
		const recipients = all.flatMap((one) => one.partialResult.recipients);
		const count = all.reduce((sum, { receivers }) => sum + receivers.length, 0);
		const partly = new PartlySent(failure, progress.partialResult, scope, recipients, count);
		throw partly.accepted.length + partly.unknown.length > 0 ? partly : failure;
	}

	/** What an earlier try has left open, where it is the same for all shares of a request. */
	openOfAll({ shares }: SendRequest): { tag?: string; since: number } | undefined {
		const opens = shares.map(({ item, receiver }) =>
			this.journal.open(this.progressOf(item).item, receiver),
		);
		const [first] = opens;
		if (!first || opens.some((open) => open?.tag !== first.tag)) return undefined;
		const since = Math.min(...opens.map((open) => open?.since ?? Infinity));
		return { tag: first.tag, since };
	}

	/** Takes what became of a request, receiver by receiver. */
	record(
		request: SendRequest,
		outcome: Sent & Partial<Dispatched>,
		status: 'accepted' | 'alreadySent' = 'accepted',
	): void {
		const accepted = byReceiver(outcome.accepted);
		const before = byReceiver(outcome.alreadySent ?? []);
		const invalid = new Set(outcome.invalid);
		for (const { item: index, receiver } of request.shares) {
			const progress = this.progressOf(index);
			const { item, fates, tags } = progress;
			tags.add(outcome.tag);
			progress.sendAt ??= outcome.sendAt;
			const sent = accepted.get(receiver);
			const known = before.get(receiver);
			const refusal = outcome.refused?.get(receiver);
			if (sent) {
				this.journal.accept(item, sent, outcome.tag);
				fates.set(receiver, fateOf(sent, status));
			} else if (known) {
				// Another execution, or another item, paid for it.
				this.journal.forget(item, receiver);
				fates.set(receiver, { ...fateOf(known, 'alreadySent'), credits: 0 });
			} else if (invalid.has(receiver)) {
				this.journal.forget(item, receiver);
				fates.set(receiver, { status: 'invalid', credits: 0 });
			} else if (refusal) {
				this.fail({ shares: [{ item: index, receiver }] }, refusal);
			}
		}
	}

	/** Keeps what nobody knows of a request for the next try. */
	keepOpen(open: OpenRequest, priceOf: (share: Share) => number): void {
		for (const share of open.request.shares) {
			const { item } = this.progressOf(share.item);
			this.journal.keepOpen(item, share.receiver, open, priceOf(share));
		}
		this.doubt(open);
	}

	/** Nobody knows what became of a request. */
	doubt({ request, facts }: OpenRequest): void {
		for (const { item, receiver } of request.shares) {
			const progress = this.progressOf(item);
			if (progress.fates.has(receiver)) continue;
			progress.fates.set(receiver, { status: 'unknown', credits: 0 });
			progress.doubt ??= new OvhError(facts);
			this.hasFailures = true;
		}
	}

	/** All items of a request that have not failed yet fail. */
	fail({ shares }: Pick<SendRequest, 'shares'>, error: unknown): void {
		for (const { item } of shares) this.progressOf(item).error ??= error;
		this.hasFailures = true;
	}

	private progressOf(item: number): Progress<T> {
		const progress = this.items.get(item);
		if (!progress) throw new Error(`Item ${item} is not part of this run`);
		return progress;
	}
}

function fateOf({ id, credits }: Accepted, status: 'accepted' | 'alreadySent'): Fate {
	return { ...(id !== undefined && { id }), status, credits };
}

function byReceiver(accepted: Accepted[]): Map<string, Accepted> {
	return new Map(accepted.map((entry) => [entry.receiver, entry]));
}
