import { unreadable } from '../ovh/client';
import { OvhError } from '../ovh/errors';
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

/** How often a message that certainly did not go out is sent. */
const SENDS = 3;

/** Sends requests so that no receiver gets a message twice. */
export class Dispatcher {
	private readonly lookUp: LookUp;

	/** Tags of messages whose requests are known to be carried out, by id. */
	private readonly claimed: Map<number, string>;

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

	/**
	 * Sends a request, with a once key only to those who have no message with it, ever. After a
	 * lost answer, looks what OVHcloud accepted, and sends again only what is not there.
	 * @throws OvhError for a request that was certainly not carried out
	 * @throws UnknownFate where that cannot be known
	 */
	async send(request: SendRequest, tag: string): Promise<Dispatched> {
		const all = request.shares.map(({ receiver }) => receiver);
		const before = request.once
			? await this.lookUp.accepted({
					...request,
					tag,
					receivers: all,
					uniqueTag: true,
					// Pending messages show no tag, but those of this run are known by their ids.
					isClaimed: (id) => (this.claimed.get(id) ?? tag) !== tag,
				})
			: new Map<string, Accepted>();
		const receivers = all.filter((receiver) => !before.has(receiver));
		const sent = receivers.length
			? await this.sendAnyway(request, tag, receivers)
			: { tag, accepted: [], invalid: [] };
		return { ...sent, alreadySent: [...before.values()] };
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
			throw new UnknownFate(open, unknowable(open.facts, error));
		});
		if (found.size === 0) return undefined;
		// A request is accepted as a whole; its report leaves out only the numbers it calls invalid.
		return this.claim({
			tag,
			accepted: [...found.values()],
			invalid: receivers.filter((receiver) => !found.has(receiver)),
		});
	}

	/** A message answers for one request only. */
	private claim<T extends { tag: string; accepted: Accepted[] }>(outcome: T): T {
		for (const { id } of outcome.accepted) {
			if (id !== undefined) this.claimed.set(id, outcome.tag);
		}
		return outcome;
	}

	private async sendAnyway(
		request: SendRequest,
		tag: string,
		receivers: string[],
	): Promise<Omit<Dispatched, 'alreadySent'>> {
		const wanted = new Set(receivers);
		const shares = request.shares.filter(({ receiver }) => wanted.has(receiver));
		for (let sends = 1; ; sends++) {
			const since = Date.now();
			const outcome = await this.post(request, tag, receivers);
			if (!(outcome instanceof OvhError)) return this.claim(outcome);
			if (outcome.facts.effect === 'none') throw outcome;
			const open = { request: { ...request, shares }, tag, since, facts: outcome.facts };
			if (!this.preventDuplicates || outcome.facts.kind === 'cancelled') {
				throw new UnknownFate(open, outcome);
			}
			const settled = await this.settle(open);
			if (settled) return settled;
			if (sends === SENDS) {
				throw new OvhError({ ...outcome.facts, effect: 'none', lookUp: 'notThere' });
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
