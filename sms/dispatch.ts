import { unreadable } from '../ovh/client';
import { type FailureFacts, OvhError } from '../ovh/errors';
import type { SmsSmsSendingReport } from '../ovh/model.generated';
import type { Accepted, OpenRequest } from './ledger';
import { LookUp, type SmsApi } from './lookUp';
import { pausesBeforeLooks, unknowable } from './lostAnswer';
import type { SendRequest } from './plan';
import { digitsOf } from './receivers';
import { sendCall } from './sendRequest';
import { splitEvenly } from './split';

/** What became of the receivers of a request. */
export interface Dispatched {
	tag: string;
	accepted: Accepted[];
	/** Found in OVHcloud's history before anything was sent. */
	alreadySent: Accepted[];
	/** Refused by OVHcloud. */
	invalid: string[];
}

/** A request whose fate nobody knows: neither the answer nor a look at the account told. */
export class UnknownFate extends Error {
	override readonly name = 'UnknownFate';

	constructor(
		readonly open: OpenRequest,
		readonly failure: OvhError,
	) {
		super(failure.message);
	}
}

/** Three sends did not show up: the next try looks once more, since they may have come late. */
export class NotThere extends OvhError {
	constructor(readonly open: OpenRequest) {
		super(open.facts);
	}
}

/** How often a message that certainly did not go out is sent. */
const SENDS = 3;

/** Sends requests so that no receiver gets a message twice. */
export class Dispatcher {
	private readonly lookUp: LookUp;

	/** Tags of messages whose requests are known to be carried out, by id. */
	private readonly claimed: Map<number, string>;

	/** What became of once keys in this run, by account, key and receiver. */
	private readonly usedKeys = new Map<string, Accepted | UnknownFate>();

	constructor(
		private readonly api: SmsApi,
		/** Whether lost answers are looked up; otherwise they are failures of unknown effect. */
		private readonly preventDuplicates: boolean,
		/** Ids of messages that earlier tries of this execution sent. */
		knownIds: number[] = [],
	) {
		this.lookUp = new LookUp(api);
		this.claimed = new Map(knownIds.map((id) => [id, '']));
	}

	/** A message with a once key that an earlier try of this execution sent. */
	remember(account: string, key: string, accepted: Accepted): void {
		this.usedKeys.set(usedKey(account, key, accepted.receiver), accepted);
	}

	/**
	 * Sends a request, with a once key only to those who have no message with it, ever. After a
	 * lost answer, looks what OVHcloud accepted, and sends again only what is not there.
	 * @throws OvhError for a request that was certainly not carried out
	 * @throws UnknownFate where that cannot be known
	 */
	async send(request: SendRequest, tag: string): Promise<Dispatched> {
		const all = request.shares.map(({ receiver }) => receiver);
		const before = request.once
			? await this.withKey(request, tag, all)
			: new Map<string, Accepted>();
		const receivers = all.filter((receiver) => !before.has(receiver));
		const sent = receivers.length
			? await this.sendAnyway(request, tag, receivers)
			: { tag, accepted: [], invalid: [] };
		return { ...sent, alreadySent: [...before.values()] };
	}

	/**
	 * Who has a message with a once key. What this run sent is known, even if it waits in other words.
	 * @throws OvhError where that is not known
	 */
	private async withKey(
		request: SendRequest,
		tag: string,
		receivers: string[],
	): Promise<Map<string, Accepted>> {
		const known = new Map<string, Accepted>();
		for (const receiver of receivers) {
			const used = this.usedKeys.get(usedKey(request.account, tag, receiver));
			if (used instanceof UnknownFate) throw used.failure;
			if (used) known.set(receiver, used);
		}
		const others = receivers.filter((receiver) => !known.has(receiver));
		if (others.length === 0) return known;
		const found = await this.lookUp.accepted({
			...request,
			tag,
			receivers: others,
			uniqueTag: true,
			// Pending messages show no tag, but those of this run are known by their ids.
			isClaimed: (id) => (this.claimed.get(id) ?? tag) !== tag,
		});
		return new Map([...known, ...found]);
	}

	/**
	 * What became of a request whose answer was lost.
	 * @returns undefined when it certainly did not go out
	 * @throws UnknownFate
	 */
	async settle(open: OpenRequest): Promise<Omit<Dispatched, 'alreadySent'> | undefined> {
		const { request, tag, since } = open;
		const receivers = request.shares.map(({ receiver }) => receiver);
		const found = await this.lookSeveralTimes(open, receivers, since).catch((error: unknown) => {
			throw this.unknown(open, unknowable(open.facts, error));
		});
		if (found.size === 0) return undefined;
		// A request is accepted as a whole; its report leaves out only the numbers it calls invalid.
		return this.claim(request, {
			tag,
			accepted: [...found.values()],
			invalid: receivers.filter((receiver) => !found.has(receiver)),
		});
	}

	/** A message answers for one request only. */
	private claim<T extends { tag: string; accepted: Accepted[] }>(
		{ account, message, once }: SendRequest,
		outcome: T,
	): T {
		for (const accepted of outcome.accepted) {
			if (accepted.id !== undefined) this.claimed.set(accepted.id, outcome.tag);
			if (once) this.remember(account, message.options.tag ?? outcome.tag, accepted);
		}
		return outcome;
	}

	private unknown(open: OpenRequest, failure: OvhError): UnknownFate {
		const fate = new UnknownFate(open, failure);
		const { account, once, shares } = open.request;
		for (const { receiver } of once ? shares : []) {
			this.usedKeys.set(usedKey(account, open.tag, receiver), fate);
		}
		return fate;
	}

	private async sendAnyway(
		request: SendRequest,
		tag: string,
		receivers: string[],
	): Promise<Omit<Dispatched, 'alreadySent'>> {
		const wanted = new Set(receivers);
		const shares = request.shares.filter(({ receiver }) => wanted.has(receiver));
		const begin = Date.now();
		for (let sends = 1; ; sends++) {
			const since = Date.now();
			const outcome = await this.post(request, tag, receivers);
			if (!(outcome instanceof OvhError)) return this.claim(request, outcome);
			if (outcome.facts.effect === 'none') throw outcome;
			const open = { request: { ...request, shares }, tag, since, facts: outcome.facts };
			if (!this.preventDuplicates || outcome.facts.kind === 'cancelled') {
				throw this.unknown(open, outcome);
			}
			const settled = await this.settle(open);
			if (settled) return settled;
			if (sends === SENDS) {
				const facts: FailureFacts = { ...outcome.facts, effect: 'none', lookUp: 'notThere' };
				throw new NotThere({ ...open, since: begin, facts });
			}
		}
	}

	private async post(
		{ account, message }: SendRequest,
		tag: string,
		receivers: string[],
	): Promise<Omit<Dispatched, 'alreadySent'> | OvhError> {
		const tagged = { ...message, options: { ...message.options, tag } };
		const call = sendCall(account, receivers, tagged, this.api.serverTimestamp());
		const answer: unknown = await this.api.call(call).catch((error: unknown) => {
			if (error instanceof OvhError) return error;
			throw error;
		});
		if (answer instanceof OvhError) return answer;
		if (isReport(answer)) return dispatched(tag, receivers, answer);
		return unreadable(call, 'unknown', 'the answer is not a sending report');
	}

	/** Looks until everything is found, or the same twice. */
	private async lookSeveralTimes(
		{ request, tag, facts }: OpenRequest,
		receivers: string[],
		since: number,
	): Promise<Map<string, Accepted>> {
		let found = new Map<string, Accepted>();
		for (const pause of pausesBeforeLooks(facts)) {
			await this.api.sleep(pause);
			await this.api.learnTime();
			// How long ago it was is what both clocks agree on.
			const age = (Date.now() - since) / 1000;
			const seen = await this.lookUp.accepted({
				...request,
				tag,
				receivers,
				since: this.api.serverTimestamp() - age,
				uniqueTag: !request.message.options.tag,
				isClaimed: (id) => this.claimed.has(id),
			});
			const settled = seen.size > 0 && seen.size === found.size;
			if (settled || seen.size === receivers.length) return seen;
			found = seen;
		}
		return found;
	}
}

function usedKey(account: string, key: string, receiver: string): string {
	return JSON.stringify([account, key, receiver]);
}

/** Whether an answer is a report at all: an empty or broken one says nothing of what was sent. */
function isReport(answer: unknown): answer is SmsSmsSendingReport {
	const { ids, validReceivers } = (answer ?? {}) as Record<string, unknown>;
	return (
		Array.isArray(ids) &&
		ids.every(Number.isInteger) &&
		Array.isArray(validReceivers) &&
		validReceivers.every((receiver) => typeof receiver === 'string')
	);
}

/** Tells OVHcloud's report receiver by receiver; the receivers of a request cost the same. */
function dispatched(
	tag: string,
	receivers: string[],
	report: SmsSmsSendingReport,
): Omit<Dispatched, 'alreadySent'> {
	const { ids, validReceivers, totalCreditsRemoved } = report;
	const paid = typeof totalCreditsRemoved === 'number' ? totalCreditsRemoved : 0;
	const credits = splitEvenly(paid, validReceivers.length);
	const position = new Map(validReceivers.map((receiver, index) => [digitsOf(receiver), index]));
	const accepted = receivers.flatMap((receiver): Accepted[] => {
		const index = position.get(digitsOf(receiver));
		if (index === undefined) return [];
		// Without an id for each receiver it is not known which id is whose.
		const id = ids.length === validReceivers.length ? ids[index] : undefined;
		return [{ receiver, ...(id !== undefined && { id }), credits: credits[index] }];
	});
	const numbers = new Set(accepted.map(({ receiver }) => receiver));
	const shownTag = typeof report.tag === 'string' && report.tag !== '' ? report.tag : tag;
	return { tag: shownTag, accepted, invalid: receivers.filter((r) => !numbers.has(r)) };
}
