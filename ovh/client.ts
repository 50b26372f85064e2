import { encodeQuery, fillPath } from './address';
import { clockOf, type ServerClock } from './clock';
import {
	type Effect,
	effectOf,
	type FailureFacts,
	type FailureKind,
	kindOf,
	OvhError,
	readErrorBody,
} from './errors';
import type { Routes } from './model.generated';
import { Pace } from './pace';
import { DEFAULT_RETRY, parseRetryAfter, pauseBeforeRepeat, type RetryPolicy } from './retry';
import {
	type ApiAnswer,
	type ApiRequest,
	classifyTransportFailure,
	type Transport,
	TransportFailure,
} from './transport';

export interface ClientOptions {
	/** Address up to and including the API version. */
	baseUrl: string;
	transport: Transport;
	/** Waits; rejects when the execution is cancelled. */
	sleep: (milliseconds: number) => Promise<void>;
	clock?: ServerClock;
	random?: () => number;
	retry?: RetryPolicy;
	/** Milliseconds before a request is given up; default 30,000. */
	timeoutMs?: number;
	/** Requests under way at once; default 5. */
	concurrentRequests?: number;
}

/** Routes outside `/sms` that this package uses. */
interface AuthRoutes {
	'GET /auth/time': { returns: number };
}

/** Every route that may be called, as `METHOD /path`: OVHcloud's schema is the only source. */
export type RouteName = keyof Routes | keyof AuthRoutes;

/** What a route answers. */
export type AnswerOf<R extends RouteName> = (Routes & AuthRoutes)[R]['returns'];

/** One call, as the API's own documentation names it. */
export interface ApiCall<R extends RouteName = RouteName> {
	/** Method and path template: `GET /sms/{serviceName}/jobs`. */
	route: R;
	/** Values of the template's placeholders. */
	path?: Record<string, unknown>;
	query?: Record<string, unknown>;
	body?: R extends keyof Routes ? Routes[R]['body'] : never;
	headers?: Record<string, string>;
}

/**
 * Calls OVHcloud's API: keeps time with its clock and repeats what may be repeated.
 * Every failed call is an `OvhError` that says whether it may have taken effect. (A path that
 * cannot be filled is a plain Error: there was no call.)
 */
export class OvhClient {
	private readonly clock: ServerClock;

	private readonly pace: Pace;

	constructor(private readonly options: ClientOptions) {
		this.clock = options.clock ?? clockOf(options.baseUrl);
		this.pace = new Pace(options.sleep, options.concurrentRequests);
	}

	/** OVHcloud's time, in seconds since 1970, by what is known of its clock. */
	serverTimestamp(): number {
		return this.clock.timestamp();
	}

	/**
	 * Asks OVHcloud for its time, so that `serverTimestamp` is right to the second.
	 * @throws OvhError
	 */
	async learnTime(): Promise<void> {
		await this.clock.learn(async () => await this.readServerTime());
	}

	/** Waits; rejects when the execution is cancelled. */
	async sleep(milliseconds: number): Promise<void> {
		await this.options.sleep(milliseconds);
	}

	/**
	 * The parsed answer of a call (`null` for an empty one).
	 * @throws OvhError
	 */
	async call<R extends RouteName>(call: ApiCall<R>): Promise<AnswerOf<R>> {
		const { random = Math.random, retry = DEFAULT_RETRY } = this.options;
		let clockLearnt = false;
		for (let tried = 1; ; tried++) {
			const outcome = await this.attempt(call);
			if (outcome.ok) return outcome.value as AnswerOf<R>;
			const { kind } = outcome.error.facts;
			if (kind === 'clock' && !clockLearnt && call.route !== 'GET /auth/time') {
				clockLearnt = true;
				await this.learnTime();
				continue;
			}
			const pause = pauseBeforeRepeat(outcome.error, tried, random, retry);
			if (pause === undefined) throw outcome.error;
			await this.waitFor(pause, kind).catch(() => {
				throw cancelledWhileWaiting(outcome.error);
			});
		}
	}

	/** "Too many requests" holds the other requests of this client, too. */
	private async waitFor(pause: number, kind: FailureKind): Promise<void> {
		if (kind !== 'rateLimit') return await this.options.sleep(pause);
		this.pace.slowDown(pause);
		await this.pace.ready();
	}

	private async readServerTime(): Promise<number> {
		const call: ApiCall<'GET /auth/time'> = { route: 'GET /auth/time' };
		const time: unknown = await this.call(call);
		if (typeof time === 'number' && Number.isFinite(time)) return time;
		throw unreadable(call, 'none', 'OVHcloud did not tell its time');
	}

	/** Sends the call once. */
	private async attempt(
		call: ApiCall,
	): Promise<{ ok: true; value: unknown } | { ok: false; error: OvhError }> {
		const name = nameOf(call);
		const entered = await this.pace.enter().then(
			() => true,
			() => false,
		);
		if (!entered) return { ok: false, error: cancelledBefore(name) };
		try {
			return readAnswer(name, await this.options.transport(this.request(call, name)));
		} catch (error) {
			return { ok: false, error: transportError(name, error) };
		} finally {
			this.pace.leave();
		}
	}

	private request(call: ApiCall, { method, path }: CallName): ApiRequest {
		const query = encodeQuery(call.query ?? {});
		const signed = call.route !== 'GET /auth/time';
		return {
			method,
			url: `${this.options.baseUrl}${path}${query && `?${query}`}`,
			...(call.body && { body: JSON.stringify(call.body) }),
			headers: {
				...(signed && { 'X-Ovh-Timestamp': String(this.clock.timestamp()) }),
				...call.headers,
			},
			signed,
			timeoutMs: this.options.timeoutMs ?? 30_000,
		};
	}
}

type CallName = Pick<FailureFacts, 'method' | 'route' | 'path'>;

function nameOf(call: ApiCall): CallName {
	const [method, route] = call.route.split(' ');
	return { method, route, path: fillPath(route, call.path ?? {}) };
}

/** The failure of a call whose answer is JSON, but not what the route answers. */
export function unreadable(call: ApiCall, effect: Effect, reason: string): OvhError {
	return new OvhError({ ...nameOf(call), kind: 'unreadable', effect, reason });
}

/** Cancelled while other requests made it wait: it was never sent. */
function cancelledBefore(name: CallName): OvhError {
	return new OvhError({ ...name, effect: 'none', kind: 'cancelled' });
}

/** Nothing more is tried; what is known of the last try still holds. */
function cancelledWhileWaiting({ facts }: OvhError): OvhError {
	const { method, route, path, effect } = facts;
	return new OvhError({ method, route, path, effect, kind: 'cancelled' });
}

function readAnswer(
	base: CallName,
	answer: ApiAnswer,
): { ok: true; value: unknown } | { ok: false; error: OvhError } {
	const parsed = parseJson(answer.body);
	const succeeded = answer.status >= 200 && answer.status < 300;
	if (succeeded && parsed.ok) return { ok: true, value: parsed.value };
	const errorBody = parsed.ok ? readErrorBody(parsed.value) : {};
	const kind = succeeded ? 'unreadable' : kindOf(answer.status, errorBody, parsed.ok);
	const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], Date.now());
	return {
		ok: false,
		error: new OvhError({
			...base,
			kind,
			effect: effectOf(kind, answer.status),
			status: answer.status,
			code: errorBody.code,
			reason: errorBody.message,
			queryId: answer.headers['x-ovh-queryid'],
			...(retryAfterMs !== undefined && { retryAfterMs }),
		}),
	};
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
	if (text.trim() === '') return { ok: true, value: null };
	try {
		return { ok: true, value: JSON.parse(text) as unknown };
	} catch {
		return { ok: false };
	}
}

function transportError(base: CallName, error: unknown): OvhError {
	if (!(error instanceof TransportFailure)) {
		// A transport fails with a TransportFailure; anything else happened before it.
		return new OvhError({
			...base,
			kind: 'badRequest',
			effect: 'none',
			reason: error instanceof Error ? error.message : String(error),
		});
	}
	const kinds = {
		neverConnected: { kind: 'connection', effect: 'none' },
		notSent: { kind: 'cancelled', effect: 'none' },
		cancelled: { kind: 'cancelled', effect: 'unknown' },
		timeout: { kind: 'timeout', effect: 'unknown' },
		broken: { kind: 'connection', effect: 'unknown' },
	} as const;
	const outcome = kinds[classifyTransportFailure(error.code)];
	return new OvhError({ ...base, ...outcome, reason: error.code });
}
