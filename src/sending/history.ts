import { expectNumericIds } from '../ovh/answers';
import { batchesOf, readBatch } from '../ovh/multiGet';
import { isWhole } from '../ovh/json';
import { type ApiCall, type RouteName, unreadable } from '../ovh/call';
import type { Accepted, Shown, SmsApi } from './api';
import { TOLERANCE_SECONDS } from './recovery';
import type { Register } from './register';
import { digitsOf } from '../sms/receivers';
import type { Message } from './sendRequest';
import { LONGEST_TAG } from './tag';
import { isDueAt, perhapsUsed, perhapsUsedBy } from './waiting';

/** What to look for in OVHcloud's history and among the pending messages. */
export interface Trace {
	account: string;
	message: Message;
	tag: string;
	receivers: string[];
	/**
	 * Seconds since 1970 by OVHcloud's clock: nothing older counts. Absent where the tag alone
	 * decides (once keys).
	 */
	since?: number;
	/** Whether no other message can have the tag, as others can where the user chose it. */
	uniqueTag: boolean;
	/** Whether a message is known to belong to another request, by its id. */
	isClaimed: (id: number) => boolean;
	/** Whether a pending message is known to have the once key, whatever it says. */
	isOwn?: (id: number) => boolean;
	/** Whether what was listed a moment ago does not do. */
	isNew?: boolean;
}

/** What a look at the account shows. */
export interface Found {
	/** By receiver. */
	accepted: Map<string, Accepted>;
	/** Why it cannot be told of others, by receiver. */
	doubtful: Map<string, Error>;
	/** Ids that are listed and cannot be read: any of them may be a message that is looked for. */
	unread: number[];
}

/** Where messages stand: those that wait, and those that were sent. */
const OF_ACCOUNT = {
	jobs: 'GET /sms/{serviceName}/jobs',
	outgoing: 'GET /sms/{serviceName}/outgoing',
} as const;

const OF_NUMBER = {
	jobs: 'GET /sms/{serviceName}/virtualNumbers/{number}/jobs',
	outgoing: 'GET /sms/{serviceName}/virtualNumbers/{number}/outgoing',
} as const;

type Lists = typeof OF_ACCOUNT | typeof OF_NUMBER;

/** How long (in milliseconds) what was listed for one once key is fresh enough for the next one. */
const FRESH_MS = 5000;

/** What a place lists, and for once keys what was listed elsewhere after it. */
interface Listing {
	at: number;
	pending: Promise<Listed>;
	sent: Map<string, Promise<Listed>>;
}

/** Looks up what OVHcloud has accepted. */
export class History {
	/** What was listed for once keys a moment ago, by place. */
	private readonly fresh = new Map<string, Listing>();

	constructor(
		private readonly api: SmsApi,
		private readonly register: Register,
	) {}

	/**
	 * What OVHcloud has accepted of a message, by receiver: sent messages with the tag, and pending
	 * ones (which show no tag) with the same text to the same number.
	 * @throws OvhError when a list cannot be read: then nothing is known
	 */
	async accepted(trace: Trace): Promise<Found> {
		const found: Found = { accepted: new Map(), doubtful: new Map(), unread: [] };
		// Pending first: a message that goes out between the two looks is then in the second one,
		// and what decides on a once key is as fresh as it can be.
		const listing = this.listing(trace);
		const pending = await listing.pending;
		const sent = await this.sent(trace, listing);
		for (const message of messagesTo(trace, sent)) {
			if (hasTag(message, trace)) take(found, message, doubtOf(message, trace));
		}
		for (const message of messagesTo(trace, pending)) {
			if (trace.isOwn?.(message.id)) take(found, message);
			else if (isAlike(message, trace)) this.takePending(found, message, trace);
		}
		// What has left the queue since it was listed stands in the history.
		found.unread = [...pending.unread, ...sent.unread].filter(
			(id) => !sent.ids.has(id) && !trace.isClaimed(id),
		);
		return found;
	}

	/** A pending message shows no key; after a lost answer, the moment tells it from others. */
	private takePending(found: Found, message: Shown, { since, message: wanted }: Trace): void {
		if (since === undefined) return take(found, message, perhapsUsed(message));
		// OVHcloud holds marketing messages back, and may show that.
		const isHeldBack = wanted.messageType === 'marketing';
		const isDue = isDueAt(message, wanted.sendAt, this.api.serverTimestamp());
		if (isHeldBack || isDue) take(found, message);
	}

	/** For a once key, one listing serves all of a moment; after a lost answer, each look is new. */
	private listing(trace: Trace): Listing {
		const place = JSON.stringify([trace.account, numberOf(trace)]);
		const mayBeKnown = trace.since === undefined && !trace.isNew;
		const known = mayBeKnown ? this.fresh.get(place) : undefined;
		if (known && Date.now() - known.at < FRESH_MS) return known;
		const listing: Listing = { at: Date.now(), pending: this.pending(trace), sent: new Map() };
		if (trace.since === undefined) this.fresh.set(place, listing);
		return listing;
	}

	private async sent(trace: Trace, { sent }: Listing): Promise<Listed> {
		const { tag } = trace;
		const known = sent.get(tag);
		if (known) return await known;
		const since = earliest(trace);
		// OVHcloud may have cut a long one, and then the filter would hide the message.
		const isKept = tag.length <= LONGEST_TAG || since === undefined;
		const query = {
			...(isKept && { tag }),
			...(since && { 'creationDatetime.from': new Date(since * 1000).toISOString() }),
		};
		const reading = this.everywhere(trace, async ({ outgoing }, path) => {
			const ids = await this.ids({ route: outgoing, path, query });
			return await this.messages(`${outgoing}/{id}`, path, ids);
		});
		sent.set(tag, reading);
		return await reading;
	}

	/** Pending messages, as far back as the message can be. */
	private async pending(trace: Trace): Promise<Listed> {
		return await this.everywhere(trace, async ({ jobs }, path) => {
			const ids = await this.ids({ route: jobs, path });
			return await this.jobs(`${jobs}/{id}`, path, ids, trace);
		});
	}

	/** Whether the account's own lists hold what its virtual numbers send is not documented. */
	private async everywhere(
		trace: Trace,
		read: (lists: Lists, path: Record<string, string>) => Promise<Listed>,
	): Promise<Listed> {
		const path = { serviceName: trace.account };
		const number = numberOf(trace);
		const account = await read(OF_ACCOUNT, path);
		if (number === undefined) return account;
		const own = await read(OF_NUMBER, { ...path, number });
		const others = own.messages.filter(({ id }) => !account.ids.has(id));
		return listed([...account.messages, ...others], [...account.unread, ...own.unread]);
	}

	private async ids(call: ApiCall): Promise<number[]> {
		return expectNumericIds(call, await this.api.read(call));
	}

	/** Those that were read before do not change. */
	private async jobs<R extends JobRoute>(
		route: R,
		path: Record<string, string>,
		ids: number[],
		trace: Trace,
	): Promise<Listed> {
		const { pending } = this.register;
		const nameOf = (id: number): string => `${trace.account} ${id}`;
		const known = ids.flatMap((id) => pending.get(nameOf(id)) ?? []);
		const newestFirst = [...ids]
			.sort((a, b) => b - a)
			.filter((id) => !pending.get(nameOf(id)) && !trace.isClaimed(id));
		const unread: number[] = [];
		for (const batch of batchesOf(newestFirst)) {
			const { messages, unread: missing } = await this.messages(route, path, batch);
			for (const job of messages) pending.set(nameOf(job.id), job);
			known.push(...messages);
			unread.push(...missing);
			if (messages.some((job) => isBefore(job, trace))) break;
		}
		return listed(known, unread);
	}

	/** What is no message could be the one that is looked for: then nothing is known. */
	private async messages<R extends MessageRoute>(
		route: R,
		path: Record<string, string>,
		ids: number[],
	): Promise<Listed> {
		const messages = await readBatch(this.api, route, path, ids);
		const read = new Set(messages.map(({ id }) => id));
		const unread = ids.filter((id) => !read.has(id));
		if (messages.every(isMessage)) return listed(messages, unread);
		throw unreadable({ route, path: { ...path, id: '*' } }, 'none', 'a message was expected');
	}
}

/** The messages of a list, and ids in it that cannot be read. */
interface Listed {
	messages: Shown[];
	ids: Set<number>;
	byReceiver: Map<string, Shown[]>;
	unread: number[];
}

/** Routes that give one message. */
type MessageRoute = Extract<RouteName, `GET ${string}/${'outgoing' | 'jobs'}/{id}`>;
type JobRoute = Extract<RouteName, `GET ${string}/jobs/{id}`>;

function listed(messages: Shown[], unread: number[]): Listed {
	const byReceiver = new Map<string, Shown[]>();
	for (const message of messages) {
		const receiver = normal(message.receiver);
		const known = byReceiver.get(receiver);
		if (known) known.push(message);
		else byReceiver.set(receiver, [message]);
	}
	return { messages, ids: new Set(messages.map(({ id }) => id)), byReceiver, unread };
}

/** OVHcloud may filter by the day only. */
function messagesTo(trace: Trace, { byReceiver }: Listed): Shown[] {
	return trace.receivers
		.flatMap((receiver) => byReceiver.get(receiver) ?? [])
		.filter((message) => !trace.isClaimed(message.id) && !isBefore(message, trace));
}

/** OVHcloud may compare tags without case, and keep the beginning of a tag only. */
function hasTag({ tag: shown }: Shown, { tag }: Trace): boolean {
	return !shown || tag.startsWith(shown);
}

/** Why a message with the tag may be another one. */
function doubtOf(message: Shown, trace: Trace): Error | undefined {
	const isCut = message.tag && message.tag !== trace.tag;
	if (trace.since === undefined) return isCut ? perhapsUsedBy(message.id) : undefined;
	return trace.uniqueTag || isAlike(message, trace) ? undefined : otherWords(message);
}

/** Takes the first message to a receiver that is meant; a doubt holds where there is none. */
function take(found: Found, message: Shown, doubt?: Error): void {
	const receiver = normal(message.receiver);
	if (found.accepted.has(receiver)) return;
	if (doubt) {
		found.doubtful.set(receiver, doubt);
		return;
	}
	found.doubtful.delete(receiver);
	found.accepted.set(receiver, { receiver, id: message.id, credits: message.credits });
}

function numberOf({ message: { from } }: Trace): string | undefined {
	return from.senderType === 'virtualNumber' ? from.virtualNumber : undefined;
}

/** Whether a message has what tells it from others, and what it cost. */
function isMessage({ id, receiver, message, credits, creationDatetime }: Partial<Shown>): boolean {
	return (
		isWhole(id) &&
		typeof credits === 'number' &&
		[receiver, message, creationDatetime].every((value) => typeof value === 'string')
	);
}

/** Whether a message has the words that are looked for and, but for once keys, the sender. */
function isAlike(shown: Shown, { message, since }: Trace): boolean {
	const { from, messageType } = message;
	// Through a short number, it shows none; virtual numbers have lists of their own.
	const isToldBySender = since !== undefined && from.senderType === 'sender' && shown.sender;
	const isSender = !isToldBySender || isSameSender(shown.sender ?? '', from.sender);
	return isSender && sameText(shown.message, message.message, messageType === 'marketing');
}

/** Numbers may be spelled in another way; names are what they are. */
export function isSameSender(shown: string, sender: string): boolean {
	const isNumber = /^\+?\d+$/.test(sender);
	return isNumber ? normal(shown) === normal(sender) : shown === sender;
}

function otherWords({ id, receiver }: Shown): Error {
	return new Error(`another message with this tag went to ${receiver} at the same time (ID ${id})`);
}

function earliest({ since }: Trace): number | undefined {
	return since === undefined ? undefined : Math.floor(since) - TOLERANCE_SECONDS;
}

function isBefore({ creationDatetime }: Shown, trace: Trace): boolean {
	return Date.parse(creationDatetime) / 1000 < (earliest(trace) ?? 0);
}

/** OVHcloud may show the text with other line ends, and a marketing one with its STOP clause. */
export function sameText(shown: string, text: string, hasStop: boolean): boolean {
	const plain = (value: string): string => value.replace(/\r\n?/g, '\n').trim();
	const seen = plain(shown);
	const wanted = plain(text);
	if (seen === wanted) return true;
	return hasStop && seen.startsWith(wanted) && /^\s*STOP\b/i.test(seen.slice(wanted.length));
}

/** OVHcloud may write `0033…` for `+33…`. */
function normal(receiver: string): string {
	return `+${digitsOf(receiver)}`;
}
