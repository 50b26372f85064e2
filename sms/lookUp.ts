import { idsIn } from '../ovh/answers';
import { batchesOf, readBatch } from '../ovh/batch';
import { type AnswerOf, type ApiCall, type RouteName, unreadable } from '../ovh/client';
import type { SmsJob, SmsOutgoing } from '../ovh/model.generated';
import type { Accepted } from './ledger';
import { TOLERANCE_SECONDS } from './lostAnswer';
import { digitsOf } from './receivers';
import type { Message } from './sendRequest';
import { isDueAt, perhapsUsed } from './waiting';

/** The part of the API that is needed to send and to look up; `OvhClient` has it. */
export interface SmsApi {
	call<R extends RouteName>(call: ApiCall<R>): Promise<AnswerOf<R>>;
	/** Reads OVHcloud's time, so that `serverTimestamp` is right to the second. */
	learnTime(): Promise<void>;
	/** Seconds since 1970. */
	serverTimestamp(): number;
	sleep(milliseconds: number): Promise<void>;
}

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
	isClaimed?: (id: number) => boolean;
}

/** What a look at the account shows. */
export interface Found {
	/** By receiver. */
	accepted: Map<string, Accepted>;
	/** Ids that are listed and cannot be read: any of them may be a message that is looked for. */
	unread: number[];
}

/** Looks up what OVHcloud has accepted; remembers the pending messages that it has read. */
export class LookUp {
	/** Pending messages by id, by account: they do not change, and reading them costs requests. */
	private readonly pending = new Map<string, Map<number, SmsJob>>();

	constructor(private readonly api: SmsApi) {}

	/**
	 * What OVHcloud has accepted of a message, by receiver: sent messages with the tag, and pending
	 * ones (which show no tag) with the same text to the same number.
	 * @throws OvhError when either list cannot be read: then nothing is known
	 * @throws InputError when a pending message may have the once key, or may not
	 * @throws Error when it cannot be told whether a message found is the one looked for
	 */
	async accepted(trace: Trace): Promise<Found> {
		const found = new Map<string, Accepted>();
		const receivers = new Set(trace.receivers);
		const doubtful = new Set<string>();
		const take = ({ receiver, id, credits, message }: SmsJob | SmsOutgoing): boolean => {
			const number = normal(receiver);
			if (!receivers.has(number) || found.has(number) || trace.isClaimed?.(id)) return false;
			const isTaken = trace.uniqueTag || sameText(message, trace.message.message);
			if (isTaken) found.set(number, { receiver: number, id, credits });
			else doubtful.add(number);
			return isTaken;
		};
		// Pending first: a message that goes out between the two looks is then in the second one,
		// and what decides on a once key is as fresh as it can be.
		const pending = await this.pendingMessages(trace);
		const sent = await this.sentMessages(trace);
		for (const message of sent.messages) take(message);
		for (const message of pending.messages) {
			if (take(message) && !this.isMeant(message, trace)) throw perhapsUsed(message);
		}
		if ([...doubtful].some((number) => !found.has(number))) {
			throw new Error('Another message with this tag went to the same number at the same time');
		}
		// What has left the queue since it was listed stands in the history.
		const read = new Set(sent.messages.map(({ id }) => id));
		const unread = [...pending.unread, ...sent.unread].filter(
			(id) => !read.has(id) && !trace.isClaimed?.(id),
		);
		return { accepted: found, unread };
	}

	/** After a lost answer, it is the message that was ordered then; for a once key, the moment tells. */
	private isMeant(message: SmsJob, { since, message: { sendAt } }: Trace): boolean {
		return since !== undefined || isDueAt(message, sendAt, this.api.serverTimestamp());
	}

	private async sentMessages(trace: Trace): Promise<Listed<SmsOutgoing>> {
		const { from } = trace.message;
		const since = earliest(trace);
		const query = {
			tag: trace.tag,
			...(since && { 'creationDatetime.from': new Date(since * 1000).toISOString() }),
		};
		const path = { serviceName: trace.account };
		if (from.senderType !== 'virtualNumber') {
			const ids = await this.ids({ route: 'GET /sms/{serviceName}/outgoing', path, query });
			return await this.messages('GET /sms/{serviceName}/outgoing/{id}', path, ids);
		}
		const onNumber = { ...path, number: from.virtualNumber };
		const ids = await this.ids({
			route: 'GET /sms/{serviceName}/virtualNumbers/{number}/outgoing',
			path: onNumber,
			query,
		});
		const route = 'GET /sms/{serviceName}/virtualNumbers/{number}/outgoing/{id}';
		return await this.messages(route, onNumber, ids);
	}

	private async ids(call: ApiCall): Promise<number[]> {
		const ids = idsIn(call, await this.api.call(call));
		if (ids.every((id) => typeof id === 'number')) return ids;
		throw unreadable(call, 'none', 'a list of IDs was expected');
	}

	/** What is no message could be the one that is looked for: then nothing is known. */
	private async messages<R extends MessageRoute>(
		route: R,
		path: Record<string, string>,
		ids: number[],
	): Promise<Listed<AnswerOf<R>>> {
		const messages = await readBatch(this.api, route, path, ids);
		const read = new Set(messages.map(({ id }) => id));
		const unread = ids.filter((id) => !read.has(id));
		if (messages.every(isMessage)) return { messages, unread };
		throw unreadable({ route, path: { ...path, id: '*' } }, 'none', 'a message was expected');
	}

	/** Pending messages with this text, as far back as the message can be. */
	private async pendingMessages(trace: Trace): Promise<Listed<SmsJob>> {
		const path = { serviceName: trace.account };
		const ids = await this.ids({ route: 'GET /sms/{serviceName}/jobs', path });
		const known = this.pending.get(trace.account) ?? new Map<number, SmsJob>();
		this.pending.set(trace.account, known);
		const newestFirst = [...ids].sort((a, b) => b - a).filter((id) => !known.has(id));
		const unread: number[] = [];
		for (const batch of batchesOf(newestFirst)) {
			const jobs = await this.messages('GET /sms/{serviceName}/jobs/{id}', path, batch);
			for (const job of jobs.messages) known.set(job.id, job);
			unread.push(...jobs.unread);
			if (jobs.messages.some((job) => isBefore(job, trace))) break;
		}
		const stillPending = new Set(ids);
		const messages = [...known.values()].filter(
			(job) =>
				stillPending.has(job.id) &&
				!isBefore(job, trace) &&
				sameText(job.message, trace.message.message),
		);
		return { messages, unread };
	}
}

/** The messages of a list, and ids in it that cannot be read. */
interface Listed<T> {
	messages: T[];
	unread: number[];
}

/** Routes that give one message. */
type MessageRoute = Extract<RouteName, `GET ${string}/${'outgoing' | 'jobs'}/{id}`>;

/** Whether a message has what tells it from others, and what it cost. */
function isMessage({ id, receiver, message, credits, creationDatetime }: Partial<SmsJob>): boolean {
	return (
		Number.isInteger(id) &&
		typeof credits === 'number' &&
		[receiver, message, creationDatetime].every((value) => typeof value === 'string')
	);
}

function earliest({ since }: Trace): number | undefined {
	return since === undefined ? undefined : Math.floor(since) - TOLERANCE_SECONDS;
}

function isBefore({ creationDatetime }: SmsJob, trace: Trace): boolean {
	return Date.parse(creationDatetime) / 1000 < (earliest(trace) ?? 0);
}

/** OVHcloud may show the text with its STOP clause. */
export function sameText(shown: string, text: string): boolean {
	const rest = shown.trim().startsWith(text.trim()) ? shown.trim().slice(text.trim().length) : '?';
	return rest === '' || /^\s*STOP\b/i.test(rest);
}

/** OVHcloud may write `0033…` for `+33…`. */
function normal(receiver: string): string {
	return `+${digitsOf(receiver)}`;
}
