import { unreachable, unreadable } from '../ovh/call';
import { type FailureFacts, OvhError } from '../ovh/errors';
import { type Accepted, type SmsApi } from './api';
import { History } from './history';
import type { SendRequest } from './plan';
import { type Asked, recover } from './recovery';
import { type Register, registerOf } from './register';
import { type SendCall, sendCall } from './sendRequest';
import { isReport, readReport, tagIn } from './sendingReport';
import { perhapsCancelled, perhapsUsedBy } from './waiting';

/** A request of which nobody knows yet whether OVHcloud carried it out. */
export interface OpenRequest extends Asked {
	/** With those shares only of whose messages nobody knows. */
	request: SendRequest;
	tag: string;
	/** How its answer was lost, and what a look at the account told. */
	facts: FailureFacts;
}

/** What became of the receivers of a request. */
export interface Sent {
	tag: string;
	accepted: Accepted[];
	/** Refused by OVHcloud. */
	invalid: string[];
	/** When it goes out, in seconds since 1970: OVHcloud counts in minutes from the request. */
	sendAt?: number;
	/** What nobody knows yet: the next try looks for it. */
	open?: OpenRequest;
}

export interface Dispatched extends Sent {
	/** Found in OVHcloud's history before anything was sent. */
	alreadySent: Accepted[];
	/** Receivers to whom nothing was sent, since their once key may be used, and why. */
	refused: Map<string, Error>;
}

/** Sends requests so that no receiver gets a message twice. */
export class Dispatcher {
	private readonly history: History;
	private readonly register: Register;

	/** Accounts that could not be looked at, and why: the API fails for everybody. */
	private readonly outages = new Map<string, OvhError>();

	/** The last look at each account: they go one after the other. */
	private readonly looks = new Map<string, Promise<unknown>>();

	constructor(
		private readonly api: SmsApi,
		/** Whether lost answers are looked up. */
		private readonly preventDuplicates: boolean,
	) {
		this.register = registerOf(api.origin);
		this.history = new History(api, this.register);
	}

	/** Takes what an earlier try of this execution sent, maybe in another process. */
	remember({ account, message, once }: SendRequest, tag: string, found: Accepted[]): void {
		for (const accepted of found) {
			if (accepted.id !== undefined) this.register.claim(account, accepted.id, tag);
			if (!once) continue;
			const key = message.options.tag ?? tag;
			this.register.use(account, key, accepted.receiver, {
				accepted,
				isScheduled: message.sendAt !== undefined,
				last: Date.now(),
			});
		}
	}

	/**
	 * Sends a request once, with a once key only to those who have no message with it, ever. After a
	 * lost answer it looks what OVHcloud accepted; what does not show stays open. Nothing else of this
	 * process sends the same text, or uses the same once key, to one of the receivers meanwhile.
	 * @param since when an earlier try sent it first, in milliseconds since 1970 by this server's clock
	 * @throws OvhError for a request that was certainly not carried out
	 */
	async send(request: SendRequest, tag: string, since?: number): Promise<Dispatched> {
		return await this.register.alone(namesOf(request), async () => {
			const before = request.once ? await this.withKey(request, tag) : NOBODY;
			const { accepted: found, doubtful: refused } = before;
			const shares = request.shares.filter(
				({ receiver }) => !found.has(receiver) && !refused.has(receiver),
			);
			const sent = shares.length
				? await this.sendAnyway({ ...request, shares }, tag, since)
				: { tag, accepted: [], invalid: [] };
			return { ...sent, alreadySent: [...found.values()], refused };
		});
	}

	/**
	 * Who has a message with a once key, and of whom that is not known. What this process sent is
	 * known, even if it waits in other words or does not show yet.
	 * @throws OvhError where nothing is known of anybody
	 */
	private async withKey(request: SendRequest, tag: string) {
		const { account } = request;
		const accepted = new Map<string, Accepted>();
		const lost = new Map<string, Error>();
		for (const { receiver } of request.shares) {
			const use = this.register.useOf(account, tag, receiver);
			if (!use) continue;
			if ('lost' in use) lost.set(receiver, new OvhError(use.lost));
			// It may have been cancelled where this process does not see it, and waits otherwise.
			else if (use.isScheduled) lost.set(receiver, perhapsCancelled(use.accepted.id));
			else accepted.set(receiver, use.accepted);
		}
		const receivers = request.shares
			.map(({ receiver }) => receiver)
			.filter((receiver) => !accepted.has(receiver));
		if (receivers.length === 0) return { accepted, doubtful: lost };
		const trace = {
			...request,
			tag,
			receivers,
			uniqueTag: true,
			// Pending messages show no tag, but those of this process are known by their ids.
			isClaimed: (id: number) => (this.register.tagOf(account, id) ?? tag) !== tag,
			isOwn: (id: number) => this.register.tagOf(account, id) === tag,
			isNew: lost.size > 0,
		};
		const { unread, ...found } = await this.look(
			account,
			async () => await this.history.accepted(trace),
		);
		const doubtful = new Map([...lost, ...found.doubtful]);
		for (const receiver of receivers) {
			if (found.accepted.has(receiver)) doubtful.delete(receiver);
			else if (unread[0] !== undefined) doubtful.set(receiver, perhapsUsedBy(unread[0]));
		}
		return { accepted: new Map([...accepted, ...found.accepted]), doubtful };
	}

	/**
	 * What became of a request whose answer an earlier try has lost. Those who are in none of the
	 * lists of the outcome have no message: two minutes without a trace have passed since.
	 */
	async settle(open: OpenRequest): Promise<Sent> {
		return await this.register.alone(namesOf(open.request), async () => {
			const { accepted, isGone, facts } = await this.lookFor(open);
			return this.outcome(open.tag, accepted, [], isGone ? undefined : { ...open, facts });
		});
	}

	private async sendAnyway(request: SendRequest, tag: string, before?: number): Promise<Sent> {
		const { account, message } = request;
		const receivers = request.shares.map(({ receiver }) => receiver);
		const tagged = { ...message, options: { ...message.options, tag } };
		// Made anew for each attempt, since OVHcloud counts minutes from the one that it accepts.
		const attempt = () => {
			const now = this.api.serverTimestamp();
			return { now, call: sendCall(account, receivers, tagged, now) };
		};
		let last = attempt();
		const outage = this.outages.get(account);
		if (outage) throw unreachable(last.call, outage);
		const since = before ?? Date.now();
		const lost = (facts: FailureFacts) => ({ request, tag, since, last: Date.now(), facts });
		const next = (): SendCall => {
			last = attempt();
			return last.call;
		};
		const answer: unknown = await this.api.call(next).catch((error: unknown) => {
			if (error instanceof OvhError && error.facts.effect === 'unknown') return error;
			throw error;
		});
		const { now, call } = last;
		const sent =
			answer instanceof OvhError
				? await this.afterLost(lost(answer.facts))
				: await this.reported(call, answer, lost);
		const { differedPeriod } = call.body;
		if (typeof differedPeriod !== 'number') return sent;
		return { ...sent, sendAt: now + differedPeriod * 60 };
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
		this.remember(open.request, tag, accepted);
		if (untold.length === 0) {
			for (const id of answer.ids) this.register.claim(open.request.account, id, tag);
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
		const { account } = request;
		const accepted: Accepted[] = [];
		const missing = new Set(request.shares.map(({ receiver }) => receiver));
		const uniqueTag = !request.message.options.tag;
		const look = async (since: () => Promise<number>) => {
			const found = await this.history.accepted({
				...request,
				tag,
				receivers: [...missing],
				since: await since(),
				uniqueTag,
				isClaimed: (id) => {
					const owner = this.register.tagOf(account, id);
					return owner !== undefined && !(uniqueTag && owner === tag);
				},
			});
			const [doubt] = found.doubtful.values();
			if (doubt) throw doubt;
			const shown = [...found.accepted.values()];
			this.remember(request, tag, shown);
			accepted.push(...shown);
			for (const { receiver } of shown) missing.delete(receiver);
			return { isAll: missing.size === 0, isUnclear: found.unread.length > 0 };
		};
		const recovered = await recover(
			this.api,
			open,
			async (since) => await this.serialize(account, async () => await look(since)),
		);
		return { ...recovered, accepted };
	}

	/** Looks at an account when the look before has ended. */
	private async serialize<T>(account: string, work: () => Promise<T>): Promise<T> {
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

	/** @param asked what was open before the look */
	private outcome(tag: string, accepted: Accepted[], invalid: string[], asked?: OpenRequest): Sent {
		const found = new Set(accepted.map(({ receiver }) => receiver));
		const open = asked && without(asked, (receiver) => found.has(receiver));
		if (!open || open.request.shares.length === 0) return { tag, accepted, invalid };
		const { account, once, message, shares } = open.request;
		for (const { receiver } of once ? shares : []) {
			const use = { lost: open.facts, last: open.last };
			this.register.use(account, message.options.tag ?? tag, receiver, use);
		}
		return { tag, accepted, invalid, open };
	}
}

const NOBODY = { accepted: new Map<string, Accepted>(), doubtful: new Map<string, Error>() };

/** Under which a request is alone: pending messages can be told by their text and number only. */
function namesOf({ account, message, once, shares }: SendRequest): string[] {
	const words = once ? [message.message, message.options.tag] : [message.message];
	return shares.flatMap(({ receiver }) =>
		words.map((word, index) => JSON.stringify([account, receiver, index, word])),
	);
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
