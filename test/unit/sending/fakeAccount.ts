import type { AnswerOf, ApiCall, RouteName } from '../../../src/ovh/call';
import { type FailureFacts, OvhError } from '../../../src/ovh/errors';
import type { SmsJob, SmsOutgoing } from '../../../src/ovh/model.generated';
import type { SmsApi } from '../../../src/sending/api';

/** This server's time when a test begins, in milliseconds; OVHcloud's clock is 100 seconds ahead. */
export const LOCAL_NOW = 1_700_000_000_000;
export const AHEAD_SECONDS = 100;

export interface Stored {
	id: number;
	receiver: string;
	message: string;
	credits: number;
	/** What OVHcloud keeps, although it does not show it of pending messages. */
	tag: string;
	pending: boolean;
	/** Minutes that it waits. */
	minutes?: number;
	/** As the account's lists show it. */
	sender?: string;
	/** The virtual number that it comes from. */
	from?: string;
	/** Seconds since 1970, by OVHcloud's clock. */
	created: number;
	/** Milliseconds since 1970 by this server's clock, before which no list shows it. */
	showsAt: number;
	/** Milliseconds since 1970 by this server's clock, until which it is among the pending ones. */
	queuedUntil: number;
}

/** What becomes of one request that sends; without any of these it is accepted and answered. */
export interface Step {
	/** How many of its receivers OVHcloud takes; all where absent. */
	takes?: number;
	/** Whether the messages wait among the pending ones. */
	pends?: boolean;
	/** Milliseconds that the messages are in the queue, among the pending ones, before they go out. */
	queuesFor?: number;
	/** Milliseconds after which the messages, once out of the queue, show in the lists, one by one. */
	showsAfter?: number[];
	/** The answer that comes back in place of the report. */
	answers?: unknown;
	/** The failure that comes back in place of the report. */
	fails?: Partial<FailureFacts>;
	/** Milliseconds until the answer or the failure comes; a second where absent. */
	lasts?: number;
}

/** A request that sent something. */
export interface Post {
	path: Record<string, unknown>;
	body: Record<string, unknown> & {
		receivers: string[];
		tag: string;
		message: string;
		differedPeriod?: number;
	};
}

/** The answer was lost: whether the request was carried out is not known. */
export const LOST: Partial<FailureFacts> = { kind: 'timeout', effect: 'unknown' };

/** An SMS account in memory that does what its script says with each request that sends. */
/** Each account stands alone: what one process has sent is known by endpoint. */
let accounts = 0;

export class FakeAccount implements SmsApi {
	readonly origin = `https://${accounts++}.example/1.0`;
	readonly messages: Stored[] = [];

	/** Receivers for whom OVHcloud refuses a whole request. */
	readonly bad = new Set<string>();

	readonly posts: Post[] = [];

	/** Pauses asked for, in milliseconds. */
	readonly pauses: number[] = [];

	/** All calls so far, each as its route. */
	readonly routes: string[] = [];

	/** Queries of the look-ups in the history. */
	readonly queries: Array<Record<string, unknown> | undefined> = [];

	/** Routes that fail, and how. */
	readonly failing = new Map<string, Partial<FailureFacts>>();

	/** Ids that stand in the lists, and whose messages are answered with 404. */
	readonly unreadable = new Set<number>();

	/** Virtual numbers of the account. */
	readonly numbers: string[] = [];

	/** What a page of pending messages holds, which may be older than their list. */
	page: Stored[] | 'refused' | 'none' = 'none';

	/** What is shown of a message's tag, by its id. */
	readonly shows = new Map<number, string>();

	/** Routes that answer something else. */
	readonly answering = new Map<string, unknown>();

	private offset = 0;

	constructor(private readonly script: Step[] = []) {}

	get looks(): number {
		return this.routes.filter((route) => route.endsWith('/outgoing')).length;
	}

	add(message: Partial<Stored>): Stored {
		const stored = {
			id: this.messages.length + 1,
			receiver: '+33612345678',
			message: 'Hello',
			credits: 1,
			tag: '',
			pending: false,
			created: Math.floor(Date.now() / 1000) + AHEAD_SECONDS,
			showsAt: 0,
			queuedUntil: 0,
			...message,
		};
		this.messages.push(stored);
		return stored;
	}

	async read<R extends RouteName>(call: ApiCall<R>): Promise<AnswerOf<R>> {
		return await this.call(call);
	}

	async call<R extends RouteName>(made: ApiCall<R> | (() => ApiCall<R>)): Promise<AnswerOf<R>> {
		const call = typeof made === 'function' ? made() : made;
		this.routes.push(call.route);
		const failure = this.failing.get(call.route);
		if (failure) throw failed(call.route, failure);
		if (this.answering.has(call.route)) return this.answering.get(call.route) as never;
		const path = call.path ?? {};
		if (call.route.startsWith('POST')) {
			return this.post(call.route, { path, body: call.body as unknown as Post['body'] }) as never;
		}
		if (call.route.endsWith('/virtualNumbers')) return this.numbers as never;
		if (call.headers?.['X-Pagination-Mode'] && this.page !== 'none') {
			if (this.page === 'refused') throw failed(call.route, { kind: 'badRequest', effect: 'none' });
			return this.page.map(shown) as never;
		}
		return this.listed(call.route, path, call.query) as never;
	}

	async learnTime(): Promise<void> {
		this.routes.push('learnTime');
		const failure = this.failing.get('learnTime');
		if (failure) throw failed('GET /auth/time', failure);
		this.offset = AHEAD_SECONDS;
	}

	serverTimestamp(): number {
		return Math.floor(Date.now() / 1000) + this.offset;
	}

	async sleep(milliseconds: number): Promise<void> {
		this.pauses.push(milliseconds);
		jest.setSystemTime(Date.now() + milliseconds);
	}

	private post(route: string, post: Post): unknown {
		this.posts.push(post);
		if (post.body.receivers.some((receiver) => this.bad.has(receiver))) {
			throw failed(route, { kind: 'badRequest', effect: 'none', status: 400 });
		}
		const step = this.script.shift() ?? {};
		const { receivers, message, tag } = post.body;
		const nothing = step.fails?.effect === 'none' || step.takes === 0;
		const taken = nothing ? [] : receivers.slice(0, step.takes);
		const ids = taken.map((receiver, index) => {
			const queuedUntil = Date.now() + (step.queuesFor ?? 0);
			const showsAt = queuedUntil + (step.showsAfter?.[index] ?? 0);
			const from = post.path.number as string | undefined;
			const pending = step.pends ?? false;
			const minutes = post.body.differedPeriod;
			return this.add({ receiver, message, tag, showsAt, queuedUntil, from, pending, minutes }).id;
		});
		jest.setSystemTime(Date.now() + (step.lasts ?? 1000));
		if (step.fails) throw failed(route, step.fails);
		if ('answers' in step) return step.answers;
		return {
			ids,
			validReceivers: taken,
			invalidReceivers: receivers.slice(taken.length),
			tag,
			totalCreditsRemoved: taken.length,
		};
	}

	private listed(route: string, path: Record<string, unknown>, query?: Record<string, unknown>) {
		const pending = route.includes('/jobs');
		const onNumber = path.number as string | undefined;
		const now = Date.now();
		const listed = this.messages.filter((message) => {
			const isQueued = now < message.queuedUntil;
			return (
				(message.pending || isQueued) === pending &&
				(isQueued || message.showsAt <= now) &&
				message.from === onNumber
			);
		});
		if (route.endsWith('{id}')) {
			const wanted = String(path.id).split(',').map(Number);
			const found = listed
				.filter(({ id }) => wanted.includes(id) && !this.unreadable.has(id))
				.map((one) => shown({ ...one, tag: this.shows.get(one.id) ?? one.tag }));
			if (wanted.length > 1) {
				return found.map((value) => ({ key: String(value.id), value, error: null }));
			}
			if (found.length === 0) throw failed(route, { kind: 'notFound', effect: 'none' });
			return found[0];
		}
		if (pending) return listed.map(({ id }) => id);
		this.queries.push(query);
		const since = Date.parse(String(query?.['creationDatetime.from'] ?? new Date(0).toISOString()));
		return listed
			.filter(({ tag, created }) => (query?.tag ?? tag) === tag && created * 1000 >= since)
			.map(({ id }) => id);
	}
}

/** A message as OVHcloud tells it; a pending one has no tag. */
function shown(stored: Stored): Partial<SmsJob & SmsOutgoing> & { id: number } {
	const { id, receiver, message, credits, tag, pending, created, minutes = 0, sender } = stored;
	const creationDatetime = new Date(created * 1000).toISOString();
	const common = { id, receiver, message, credits, creationDatetime, differedDelivery: minutes };
	return { ...common, ...(sender !== undefined && { sender }), ...(!pending && { tag }) };
}

function failed(route: string, facts: Partial<FailureFacts>): OvhError {
	const [method, path] = route.split(' ');
	return new OvhError({ method, route: path, path, kind: 'server', effect: 'unknown', ...facts });
}
