import { unreachable, unreadable } from '../ovh/call';
import { type FailureFacts, OvhError } from '../ovh/errors';
import type { Accepted, SmsApi } from './api';
import { Lists } from './lists';
import { Looks } from './looks';
import { LostRequests, type OpenRequest } from './lost';
import { OnceKeys } from './onceKeys';
import type { SendRequest } from './plan';
import { type Register, registerOf } from './register';
import { type SendCall, sendCall } from './sendRequest';
import { isReport, readReport, tagIn } from './sendingReport';

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
	private readonly register: Register;
	private readonly looks = new Looks();
	private readonly onceKeys: OnceKeys;
	private readonly lost: LostRequests;

	constructor(
		private readonly api: SmsApi,
		/** Whether lost answers are looked up. */
		private readonly preventDuplicates: boolean,
		/**
		 * When a request goes out that leaves now (seconds since 1970); at once where it gives nothing.
		 * Asked before each attempt, since requests may wait for a long time. What it throws, fails.
		 */
		private readonly momentOf: (request: SendRequest, now: number) => number | undefined = (
			request,
		) => request.message.sendAt,
	) {
		this.register = registerOf(api.origin);
		const lists = new Lists(api, this.register);
		this.onceKeys = new OnceKeys(lists, this.register, this.looks);
		this.lost = new LostRequests(api, lists, this.register, this.looks);
	}

	/** Takes what an earlier try of this execution sent, maybe in another process. */
	remember(request: SendRequest, tag: string, found: Accepted[]): void {
		this.register.remember(request, tag, found);
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
			const { accepted: found, doubtful: refused } = request.once
				? await this.onceKeys.usesOf(request, tag)
				: NOBODY;
			const left = without(request, (receiver) => found.has(receiver) || refused.has(receiver));
			const sent = left.shares.length
				? await this.sendAnyway(left, tag, since)
				: { tag, accepted: [], invalid: [] };
			return { ...sent, alreadySent: [...found.values()], refused };
		});
	}

	/**
	 * What became of a request whose answer an earlier try has lost. Those who are in none of the
	 * lists of the outcome have no message: two minutes without a trace have passed since.
	 */
	async settle(open: OpenRequest): Promise<Sent> {
		return await this.register.alone(namesOf(open.request), async () => {
			const { accepted, isGone, facts } = await this.lost.find(open);
			if (isGone) return { tag: open.tag, accepted, invalid: [] };
			return this.outcome({ ...open, facts }, accepted);
		});
	}

	private async sendAnyway(wanted: SendRequest, tag: string, before?: number): Promise<Sent> {
		const { account } = wanted;
		const receivers = wanted.shares.map(({ receiver }) => receiver);
		// Made anew for each attempt, since OVHcloud counts minutes from the one that it accepts.
		const attempt = () => {
			const now = this.api.serverTimestamp();
			const request = at(this.momentOf(wanted, now), wanted);
			const { message } = request;
			const tagged = { ...message, options: { ...message.options, tag } };
			return { now, request, call: sendCall(account, receivers, tagged, now) };
		};
		let last = attempt();
		const outage = this.looks.outageOf(account);
		if (outage) throw unreachable(last.call, outage);
		const since = before ?? Date.now();
		const lost = (facts: FailureFacts) => {
			const { request } = last;
			return { request, tag, since, last: Date.now(), facts };
		};
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
		const { request } = open;
		const receivers = request.shares.map(({ receiver }) => receiver);
		const { accepted, invalid, untold } = readReport(receivers, answer);
		const tag = tagIn(answer) ?? open.tag;
		this.remember(request, tag, accepted);
		if (untold.length === 0) {
			for (const id of answer.ids) this.register.claim(request.account, id, tag);
			return { tag, accepted, invalid };
		}
		const rest = without(request, (receiver) => !untold.includes(receiver));
		const found = await this.afterLost({ ...open, tag, request: rest });
		return { ...found, accepted: [...accepted, ...found.accepted], invalid };
	}

	private async afterLost(open: OpenRequest): Promise<Sent> {
		const mayLook = this.preventDuplicates && open.facts.kind !== 'cancelled';
		if (!mayLook) return this.outcome(open, []);
		const { accepted, facts } = await this.lost.find(open);
		return this.outcome({ ...open, facts }, accepted);
	}

	/** @param accepted those of them that have the message */
	private outcome(open: OpenRequest, accepted: Accepted[]): Sent {
		const { tag, last, facts } = open;
		const found = new Set(accepted.map(({ receiver }) => receiver));
		const request = without(open.request, (receiver) => found.has(receiver));
		if (request.shares.length === 0) return { tag, accepted, invalid: [] };
		this.register.lose(request, tag, last, facts);
		return { tag, accepted, invalid: [], open: { ...open, request } };
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

/** The same at another moment. */
function at(sendAt: number | undefined, request: SendRequest): SendRequest {
	const { message } = request;
	return message.sendAt === sendAt ? request : { ...request, message: { ...message, sendAt } };
}

/** The same without some receivers. */
function without(request: SendRequest, isOut: (receiver: string) => boolean): SendRequest {
	return { ...request, shares: request.shares.filter(({ receiver }) => !isOut(receiver)) };
}
