import { unreachable, unreadable } from '../ovh/client';
import { type FailureFacts, OvhError } from '../ovh/errors';
import type { Accepted, OpenRequest } from './ledger';
import { LookUp, type SmsApi } from './lookUp';
import { beginningOf, lookForLost, notLooked, notSeen } from './lostAnswer';
import type { SendRequest } from './plan';
import { type SendCall, sendCall } from './sendRequest';
import { isReport, readReport, tagIn } from './sendingReport';
import { perhapsUsedBy } from './waiting';

/** What became of the receivers of a request. */
export interface Sent {
	tag: string;
	accepted: Accepted[];
	/** Refused by OVHcloud. */
	invalid: string[];
	/** What nobody knows yet: the next try looks for it. */
	open?: OpenRequest;
}

export interface Dispatched extends Sent {
	/** Found in OVHcloud's history before anything was sent. */
	alreadySent: Accepted[];
}

/** Sends requests so that no receiver gets a message twice. */
export class Dispatcher {
	private readonly lookUp: LookUp;

	/** Tags of messages whose requests are known to be carried out, by id. */
	private readonly claimed: Map<number, string>;

	/** What became of once keys in this run, by account, key and receiver. */
	private readonly usedKeys = new Map<string, Accepted | OvhError>();

	/** Accounts that could not be looked at, and why: the API fails for everybody. */
	private readonly outages = new Map<string, OvhError>();

	/** The last look at each account: they go one after the other. */
	private readonly looks = new Map<string, Promise<unknown>>();

	constructor(
		private readonly api: SmsApi,
		/** Whether lost answers are looked up. */
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
	 * Sends a request once, with a once key only to those who have no message with it, ever. After a
	 * lost answer it looks what OVHcloud accepted; what does not show stays open.
	 * @param since when an earlier try sent it first, in milliseconds since 1970 by this server's clock
	 * @throws OvhError for a request that was certainly not carried out
	 */
	async send(request: SendRequest, tag: string, since?: number): Promise<Dispatched> {
		const all = request.shares.map(({ receiver }) => receiver);
		const before = request.once
			? await this.withKey(request, tag, all)
			: new Map<string, Accepted>();
		const shares = request.shares.filter(({ receiver }) => !before.has(receiver));
		const sent = shares.length
			? await this.sendAnyway({ ...request, shares }, tag, since)
			: { tag, accepted: [], invalid: [] };
		return { ...sent, alreadySent: [...before.values()] };
	}

	/**
	 * Who has a message with a once key. What this run sent is known, even if it waits in other words.
	 * @throws OvhError | InputError where that is not known
	 */
	private async withKey(
		request: SendRequest,
		tag: string,
		receivers: string[],
	): Promise<Map<string, Accepted>> {
		const known = new Map<string, Accepted>();
		for (const receiver of receivers) {
			const used = this.usedKeys.get(usedKey(request.account, tag, receiver));
			if (used instanceof OvhError) throw used;
			if (used) known.set(receiver, used);
		}
		const others = receivers.filter((receiver) => !known.has(receiver));
		if (others.length === 0) return known;
		const trace = {
			...request,
			tag,
			receivers: others,
			uniqueTag: true,
			// Pending messages show no tag, but those of this run are known by their ids.
			isClaimed: (id: number) => (this.claimed.get(id) ?? tag) !== tag,
		};
		const { accepted, unread } = await this.look(
			request.account,
			async () => await this.lookUp.accepted(trace),
		);
		if (accepted.size < others.length && unread.length > 0) throw perhapsUsedBy(unread[0]);
		return new Map([...known, ...accepted]);
	}

	/**
	 * What became of a request whose answer an earlier try has lost. Those who are in none of the
	 * lists of the outcome have no message: two minutes without a trace have passed since.
	 */
	async settle(open: OpenRequest): Promise<Sent> {
		const { accepted, isGone, facts } = await this.lookFor(open);
		return this.outcome(open.tag, accepted, [], isGone ? undefined : { ...open, facts });
	}

	private async sendAnyway(request: SendRequest, tag: string, before?: number): Promise<Sent> {
		const { account, message } = request;
		const receivers = request.shares.map(({ receiver }) => receiver);
		const tagged = { ...message, options: { ...message.options, tag } };
		const call = sendCall(account, receivers, tagged, this.api.serverTimestamp());
		const outage = this.outages.get(account);
		if (outage) throw unreachable(call, outage);
		const since = before ?? Date.now();
		const lost = (facts: FailureFacts) => ({ request, tag, since, last: Date.now(), facts });
		const answer: unknown = await this.api.call(call).catch((error: unknown) => {
			if (error instanceof OvhError && error.facts.effect === 'unknown') return error;
			throw error;
		});
		if (answer instanceof OvhError) return await this.afterLost(lost(answer.facts));
		return await this.reported(call, answer, lost);
	}

	/** What the answer to a request says, and a look at the account where it does not tell. */
	private async reported(
		call: SendCall,
		answer: unknown,
		lost: (facts: FailureFacts) => OpenRequest,
	): Promise<Sent> {
		const unclear = (reason: string) => lost(unreadable(call, 'unknown', reason).facts);
		if (!isReport(answer)) {
			return await this.afterLost(unclear('the answer is not a sending report'));
		}
		const open = unclear('the sending report leaves out a number');
		const receivers = open.request.shares.map(({ receiver }) => receiver);
		const { accepted, invalid, untold } = readReport(receivers, answer);
		const tag = tagIn(answer) ?? open.tag;
		this.claim(open.request, tag, accepted);
		if (untold.length === 0) {
			for (const id of answer.ids) this.claimed.set(id, tag);
			return { tag, accepted, invalid };
		}
		const rest = without({ ...open, tag }, (receiver) => !untold.includes(receiver));
		const found = await this.afterLost(rest);
		return { ...found, accepted: [...accepted, ...found.accepted], invalid };
	}

	private async afterLost(open: OpenRequest): Promise<Sent> {
		const mayLook = this.preventDuplicates && open.facts.kind !== 'cancelled';
		if (!mayLook) return this.outcome(open.tag, [], [], open);
		const { accepted, facts } = await this.lookFor(open);
		return this.outcome(open.tag, accepted, [], { ...open, facts });
	}

	/** What shows of a lost request, and whether the rest is gone. */
	private async lookFor(open: OpenRequest) {
		const { request, tag } = open;
		const accepted: Accepted[] = [];
		const missing = new Set(request.shares.map(({ receiver }) => receiver));
		const look = async () => {
			const { accepted: shown, unread } = await this.lookUp.accepted({
				...request,
				tag,
				receivers: [...missing],
				since: await beginningOf(this.api, open),
				uniqueTag: !request.message.options.tag,
				isClaimed: (id) => this.claimed.has(id),
			});
			this.claim(request, tag, [...shown.values()]);
			accepted.push(...shown.values());
			for (const receiver of shown.keys()) missing.delete(receiver);
			return { isAll: missing.size === 0, isUnclear: unread.length > 0 };
		};
		try {
			const { isGone } = await lookForLost(
				this.api,
				open,
				async () => await this.inTurn(request.account, look),
			);
			return { accepted, isGone, facts: notSeen(open.facts) };
		} catch (error) {
			return { accepted, isGone: false, facts: notLooked(open.facts, error) };
		}
	}

	/** Looks at an account when the look before has ended. */
	private async inTurn<T>(account: string, work: () => Promise<T>): Promise<T> {
		const before = this.looks.get(account) ?? Promise.resolve();
		const mine = before.then(async () => await this.look(account, work));
		this.looks.set(
			account,
			mine.catch(() => undefined),
		);
		return await mine;
	}

	/** Looks at an account, unless an earlier look has shown that the API fails. */
	private async look<T>(account: string, work: () => Promise<T>): Promise<T> {
		const outage = this.outages.get(account);
		if (outage) throw outage;
		return await work().catch((error: unknown) => {
			if (isOutage(error)) this.outages.set(account, error);
			throw error;
		});
	}

	/** A message answers for one request only, and uses up its once key. */
	private claim({ account, message, once }: SendRequest, tag: string, found: Accepted[]): void {
		for (const accepted of found) {
			if (accepted.id !== undefined) this.claimed.set(accepted.id, tag);
			if (once) this.remember(account, message.options.tag ?? tag, accepted);
		}
	}

	/** @param asked what was open before the look */
	private outcome(tag: string, accepted: Accepted[], invalid: string[], asked?: OpenRequest): Sent {
		const found = new Set(accepted.map(({ receiver }) => receiver));
		const open = asked && without(asked, (receiver) => found.has(receiver));
		if (!open || open.request.shares.length === 0) return { tag, accepted, invalid };
		const { account, once, message, shares } = open.request;
		for (const { receiver } of once ? shares : []) {
			const key = usedKey(account, message.options.tag ?? tag, receiver);
			this.usedKeys.set(key, new OvhError(open.facts));
		}
		return { tag, accepted, invalid, open };
	}
}

function usedKey(account: string, key: string, receiver: string): string {
	return JSON.stringify([account, key, receiver]);
}

/** The same without some receivers. */
function without(open: OpenRequest, isOut: (receiver: string) => boolean): OpenRequest {
	const shares = open.request.shares.filter(({ receiver }) => !isOut(receiver));
	return { ...open, request: { ...open.request, shares } };
}

/** Whether a look failed in a way that any other call would. */
function isOutage(error: unknown): error is OvhError {
	if (!(error instanceof OvhError)) return false;
	const { kind, status } = error.facts;
	// An answer of the API's own that says something odd concerns that answer only.
	if (kind === 'unreadable') return status !== undefined;
	return ['server', 'connection', 'timeout'].includes(kind);
}
