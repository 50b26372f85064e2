import { mapConcurrently } from '../ovh/concurrency';
import { OvhError } from '../ovh/errors';
import type { Accepted } from './api';
import type { Dispatched, Dispatcher, Sent } from './dispatch';
import type { Journal } from './journal';
import type { OpenRequest } from './lost';
import { planRequests, type SendItem, type SendRequest, type Share } from './plan';
import { Progress } from './progress';
import { type Fate, PartlySent, type SendResult } from './report';
import { SendJournal } from './sendJournal';
import { derivedTag, type ExecutionName } from './tag';

/** Two bad numbers among 500 are found with this many; a text that is refused wastes no more. */
const MOST_SPLITS = 20;

/** A limit of what may be spent. */
export interface Budget {
	/** @throws what the items of a request fail with that would go over it */
	check(request: SendRequest): void;
	/** Credits that a message takes by OVHcloud's prices. */
	priceOf(share: Share): number;
}

const NO_LIMIT: Budget = { check: () => undefined, priceOf: () => 0 };

/** How a run of the node sends. */
export interface Manner {
	name: ExecutionName;
	/** Whether the first failing item ends the run. */
	stopsAtFailure: boolean;
	concurrentRequests: number;
	/** Whether items that agree share requests. */
	combine: boolean;
	/** Whether what other tries have done is heeded. */
	preventDuplicates: boolean;
}

/**
 * Sends items, each receiver of each once, whatever n8n repeats: what is done comes from the journal,
 * what is open is looked for first.
 */
export class Sending<T extends SendItem> {
	private readonly items: Map<number, Progress<T>>;

	private readonly journal: SendJournal;

	/** Accounts without credit, and how OVHcloud said so. */
	private readonly withoutCredit = new Map<string, unknown>();

	/** How often a refused request may still be split. */
	private splits = MOST_SPLITS;

	private hasFailures = false;

	constructor(
		items: T[],
		private readonly dispatcher: Dispatcher,
		journal: Journal,
		private readonly manner: Manner,
	) {
		this.items = new Map(items.map((item) => [item.item, new Progress(item)]));
		this.journal = new SendJournal(journal, manner.preventDuplicates);
		if (journal.isEmpty) return;
		for (const progress of this.items.values()) this.readJournal(progress);
	}

	/** The receivers of an item that are still to be sent to. */
	missing = ({ item }: SendItem) => this.progressOf(item).missing;

	/** Credits that count as spent for what an earlier try has left open: they are not spent twice. */
	get reserved(): number {
		return this.unsent.reduce(
			(sum, { item, receiver }) => sum + this.journal.reserved(item, receiver),
			0,
		);
	}

	/** Sends what is still to be sent. */
	async send(budget = NO_LIMIT): Promise<void> {
		await this.settleOpen();
		const items = [...this.items.values()].map(({ item }) => item);
		for (const round of planRequests(items, this.missing, this.manner)) {
			await mapConcurrently(round, this.manner.concurrentRequests, async (request) => {
				if (!this.isStopped) await this.sendRequest(request, budget);
			});
		}
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
		const scope = this.manner.stopsAtFailure ? 'run' : 'item';
		const all = scope === 'run' ? [...this.items.values()] : [progress];
		const recipients = all.flatMap((one) => one.partialResult.recipients);
		const count = all.reduce((sum, { receivers }) => sum + receivers.length, 0);
		const partly = new PartlySent(failure, progress.partialResult, scope, recipients, count);
		throw partly.accepted.length + partly.unknown.length > 0 ? partly : failure;
	}

	private get isStopped(): boolean {
		return this.manner.stopsAtFailure && this.hasFailures;
	}

	/** Who is still to be sent to, item by item. */
	private get unsent(): Array<{ item: T; receiver: string }> {
		if (this.journal.isEmpty) return [];
		return [...this.items.values()].flatMap(({ item, missing }) =>
			missing.map(({ receiver }) => ({ item, receiver })),
		);
	}

	private readJournal({ item, fates, tags, receivers }: Progress<T>): void {
		for (const { receiver } of receivers) {
			const known = this.journal.done(item, receiver);
			if (!known) continue;
			fates.set(receiver, fateOf(known, 'alreadySent'));
			if (known.tag) tags.add(known.tag);
			const request = { ...item, shares: [{ item: item.item, receiver }] };
			this.dispatcher.remember(request, known.tag ?? '', [known]);
		}
	}

	/** Looks what became of the requests whose answers an earlier try has lost. */
	private async settleOpen(): Promise<void> {
		const opens = this.journal.openRequests(this.unsent);
		const outcomes = await Promise.all(
			opens.map(async (open) => [open.request, await this.dispatcher.settle(open)] as const),
		);
		for (const [request, outcome] of outcomes) this.record(request, outcome, 'alreadySent');
		// What was sent more than once may show under one tag, and not under the other.
		for (const [, { open }] of outcomes) if (open) this.doubt(open);
	}

	private async sendRequest(request: SendRequest, budget: Budget): Promise<void> {
		const exhausted = this.withoutCredit.get(request.account);
		if (exhausted !== undefined) return this.fail(request, exhausted);
		try {
			// With the tag of the earlier try that sent it, so that one look finds both.
			const before = this.openOfAll(request);
			const own = request.message.options.tag;
			const tag = own ?? before?.tag ?? derivedTag(this.manner.name, request);
			const since = before?.tag === tag ? before.since : undefined;
			budget.check(request);
			const planned = request.shares.reduce((sum, share) => sum + budget.priceOf(share), 0);
			await this.journal.spending(planned, async () => {
				const outcome = await this.dispatcher.send(request, tag, since);
				this.record(request, outcome);
				if (outcome.open) this.keepOpen(outcome.open, budget);
			});
		} catch (error) {
			if (isNoCredit(error)) this.withoutCredit.set(request.account, error);
			if (!this.mayBeOneNumber(error, request)) return this.fail(request, error);
			this.splits -= 1;
			for (const half of halvesOf(request)) await this.sendRequest(half, budget);
		}
	}

	/** Whether one number of many may be why OVHcloud refused a request. */
	private mayBeOneNumber(error: unknown, { shares }: SendRequest): boolean {
		const isRefused = error instanceof OvhError && error.facts.kind === 'badRequest';
		return isRefused && shares.length > 1 && this.splits > 0;
	}

	/** What an earlier try has left open, where it is the same for all shares of a request. */
	private openOfAll({ shares }: SendRequest): { tag?: string; since: number } | undefined {
		const opens = shares.map(({ item, receiver }) =>
			this.journal.open(this.progressOf(item).item, receiver),
		);
		const [first] = opens;
		if (!first || opens.some((open) => open?.tag !== first.tag)) return undefined;
		const since = Math.min(...opens.map((open) => open?.since ?? Infinity));
		return { tag: first.tag, since };
	}

	/** Takes what became of a request, receiver by receiver. */
	private record(
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

	private keepOpen(open: OpenRequest, budget: Budget): void {
		for (const share of open.request.shares) {
			const { item } = this.progressOf(share.item);
			this.journal.keepOpen(item, share.receiver, open, budget.priceOf(share));
		}
		this.doubt(open);
	}

	/** Nobody knows what became of a request. */
	private doubt({ request, facts }: OpenRequest): void {
		for (const { item, receiver } of request.shares) {
			const progress = this.progressOf(item);
			if (progress.fates.has(receiver)) continue;
			progress.fates.set(receiver, { status: 'unknown', credits: 0 });
			progress.doubt ??= new OvhError(facts);
			this.hasFailures = true;
		}
	}

	/** All items of a request that have not failed yet fail. */
	private fail({ shares }: Pick<SendRequest, 'shares'>, error: unknown): void {
		for (const { item } of shares) this.progressOf(item).error ??= error;
		this.hasFailures = true;
	}

	private progressOf(item: number): Progress<T> {
		const progress = this.items.get(item);
		if (!progress) throw new Error(`Item ${item} is not part of this run`);
		return progress;
	}
}

function halvesOf(request: SendRequest): SendRequest[] {
	const middle = Math.ceil(request.shares.length / 2);
	return [request.shares.slice(0, middle), request.shares.slice(middle)].map((shares) => ({
		...request,
		shares,
	}));
}

/** Whether the failure says that the account has no credit left. */
function isNoCredit(error: unknown): boolean {
	return error instanceof OvhError && error.facts.kind === 'noCredit';
}

function fateOf({ id, credits }: Accepted, status: 'accepted' | 'alreadySent'): Fate {
	return { ...(id !== undefined && { id }), status, credits };
}

function byReceiver(accepted: Accepted[]): Map<string, Accepted> {
	return new Map(accepted.map((entry) => [entry.receiver, entry]));
}
