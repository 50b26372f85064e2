import { OvhError } from '../../../ovh/errors';
import type { Dispatched, Sent } from '../../../sms/dispatch';
import { InputError } from '../../../sms/inputError';
import type { Accepted, Ledger, OpenRequest } from '../../../sms/ledger';
import type { SendRequest } from '../../../sms/plan';
import {
	type Fate,
	PartlySent,
	type RecipientResult,
	sendResult,
	type SendResult,
} from '../../../sms/report';
import type { Prepared } from './prepare';

/** What is known of an item so far. */
interface ItemProgress {
	item: Prepared;
	fates: Map<string, Fate>;
	tag: string;
	error?: unknown;
	/** Why it is not known what became of some receivers. */
	doubt?: OvhError;
}

/** Keeps what becomes of each item while its requests go out. */
export class Progress {
	private readonly items: Map<number, ItemProgress>;

	private hasFailures = false;

	constructor(
		items: Prepared[],
		private readonly run: { readonly stopsAtFailure: boolean },
		private readonly ledger?: Ledger,
	) {
		this.items = new Map(
			items.map((item) => [
				item.item,
				{ item, fates: new Map<string, Fate>(), tag: item.message.options.tag ?? '' },
			]),
		);
		for (const progress of this.items.values()) {
			for (const { receiver = '' } of progress.item.receivers) {
				const known = ledger?.find(progress.item, receiver);
				if (!known) continue;
				progress.fates.set(receiver, alreadySent(known, known.credits));
				progress.tag ||= known.tag ?? '';
			}
		}
	}

	/** Whether an item is left undone because the run stopped at another one, which tells why. */
	isLeftUndone({ item }: Prepared): boolean {
		const { error, doubt } = this.progressOf(item);
		const isStopped = this.run.stopsAtFailure && this.hasFailures;
		const isFailed = error !== undefined || doubt !== undefined;
		return isStopped && !isFailed && this.missing(this.progressOf(item).item).length > 0;
	}

	/**
	 * Forgets what was sent: a run that succeeds is not repeated. What is still open belongs to items
	 * that could not be read in this try.
	 */
	forget(): void {
		if (this.ledger?.openRequests().length === 0) this.ledger.clear();
	}

	/** The receivers of an item that are still to be sent to. */
	missing = (item: Prepared) => {
		const { fates, error } = this.progressOf(item.item);
		if (error !== undefined) return [];
		return item.receivers.filter(({ receiver = '' }) => !fates.has(receiver));
	};

	/** Takes what became of a request, receiver by receiver. */
	record(
		request: SendRequest,
		outcome: Sent & Partial<Dispatched>,
		status: 'accepted' | 'alreadySent' = 'accepted',
	): void {
		const accepted = byReceiver(outcome.accepted);
		const before = byReceiver(outcome.alreadySent ?? []);
		const invalid = new Set(outcome.invalid);
		for (const { item, receiver } of request.shares) {
			const progress = this.items.get(item);
			// An item that an earlier try sent, and that cannot be read in this one, fails for that.
			if (!progress) continue;
			progress.tag ||= outcome.tag;
			const sent = accepted.get(receiver);
			const known = before.get(receiver);
			if (sent) {
				this.ledger?.add(progress.item, { ...sent, tag: outcome.tag });
				const { id, credits } = sent;
				progress.fates.set(receiver, { status, credits, ...(id !== undefined && { id }) });
			} else if (known) {
				// Another execution, or another item, paid for it.
				this.ledger?.close(progress.item, receiver);
				progress.fates.set(receiver, alreadySent(known, 0));
			} else if (invalid.has(receiver)) {
				this.ledger?.close(progress.item, receiver);
				progress.fates.set(receiver, { status: 'invalid', credits: 0 });
			}
		}
	}

	/** Nobody knows what became of a request. */
	doubt({ request, facts }: OpenRequest): void {
		for (const { item, receiver } of request.shares) {
			const progress = this.items.get(item);
			if (!progress || progress.fates.has(receiver)) continue;
			progress.fates.set(receiver, { status: 'unknown', credits: 0 });
			progress.doubt ??= new OvhError(facts);
			this.hasFailures = true;
		}
	}

	/** Whether any item has failed so far. */
	get isFailing(): boolean {
		return this.hasFailures;
	}

	/** All items of a request that are not yet failed fail. */
	fail(request: SendRequest, error: unknown): void {
		for (const { item } of request.shares) {
			const progress = this.items.get(item);
			if (progress) progress.error ??= error;
			this.hasFailures = true;
		}
	}

	/**
	 * The result of an item.
	 * @throws PartlySent | OvhError | InputError
	 */
	resultOf(item: Prepared): SendResult & { tag: string } {
		const { fates, tag, error, doubt } = this.progressOf(item.item);
		const result = sendResult(item.recipients, fates);
		// That somebody may have the message must not hide behind another failure.
		const failure = doubt ?? error ?? refused(item, result);
		if (failure === undefined) return { ...result, tag };
		const scope = this.run.stopsAtFailure ? 'run' : 'item';
		const { accepted, unknown } = scope === 'run' ? this.knownOfAll() : knownOf(result, fates);
		throw accepted.length ? new PartlySent(failure, accepted, scope, unknown) : failure;
	}

	/** Where the run stops, its error is all that the user sees of it. */
	private knownOfAll(): Known {
		const known = [...this.items.values()].map(({ item, fates }) =>
			knownOf(sendResult(item.recipients, fates), fates),
		);
		return {
			accepted: known.flatMap(({ accepted }) => accepted),
			unknown: known.flatMap(({ unknown }) => unknown),
		};
	}

	private progressOf(item: number): ItemProgress {
		const progress = this.items.get(item);
		if (!progress) throw new Error(`Item ${item} is not part of this run`);
		return progress;
	}
}

interface Known {
	accepted: RecipientResult[];
	unknown: RecipientResult[];
}

/** Who has the message, and who may have it. Those to whom nothing was sent have no fate. */
function knownOf({ recipients }: SendResult, fates: Map<string, Fate>): Known {
	return {
		accepted: recipients.filter(({ status }) => status === 'accepted' || status === 'alreadySent'),
		unknown: recipients.filter(
			({ status, receiver = '' }) => status === 'unknown' && fates.has(receiver),
		),
	};
}

/** Whether the failure says that the account has no credit left. */
export function isNoCredit(error: unknown): boolean {
	return error instanceof OvhError && error.facts.kind === 'noCredit';
}

function alreadySent({ id }: Accepted, credits: number): Fate {
	return { status: 'alreadySent', ...(id !== undefined && { id }), credits };
}

function byReceiver(accepted: Accepted[]): Map<string, Accepted> {
	return new Map(accepted.map((entry) => [entry.receiver, entry]));
}

/** Numbers that OVHcloud refused fail the item if it asked for that, or if nobody is left. */
function refused(item: Prepared, result: SendResult): InputError | undefined {
	const nobodyLeft = result.validReceivers.length === 0;
	const failed = nobodyLeft || (item.failOnInvalid && result.invalidReceivers.length > 0);
	if (!failed) return undefined;
	return new InputError(
		'To',
		`was refused by OVHcloud: ${result.invalidReceivers.slice(0, 5).join(', ')}`,
		nobodyLeft
			? 'OVHcloud accepted none of these numbers, so nothing was sent and no credit was taken. Check them, and whether the recipients have opted out (STOP).'
			: 'Correct these numbers, and check whether their owners have opted out (STOP).',
	);
}
