import { encodeQuery } from './address';
import { type Authorization, signedBy } from './authorization';
import { type AnswerOf, type ApiCall, nameOf, type RouteName, unreadable } from './call';
import { clockOf, type ServerClock } from './clock';
import { isKnownBaseUrl } from './endpoints';
import { type FailureKind, OvhError } from './errors';
import { isOvhcloud } from './hosts';
import {
	type CallName,
	cancelledBefore,
	cancelledWhileWaiting,
	type Outcome,
	readAnswer,
	readFileAnswer,
	transportError,
} from './outcome';
import { Lane, RateLimiter } from './rateLimiter';
import { respelled } from './respelled';
import { DEFAULT_RETRY, pauseBeforeRepeat, type RetryPolicy } from './retry';
import type { ApiAnswer, ApiRequest, Transport } from './transport';

export interface ClientOptions {
	/** Address up to and including the API version. */
	baseUrl: string;
	transport: Transport;
	/** Waits; rejects when the execution is cancelled. */
	sleep: (milliseconds: number) => Promise<void>;
	clock?: ServerClock;
	/** Signed with keys by default. */
	authorization?: Authorization;
	random?: () => number;
	retry?: RetryPolicy;
	/** Milliseconds before a request is given up; default 30,000. */
	timeoutMs?: number;
	/** Shared by all clients of a key; of its own by default. */
	limiter?: RateLimiter;
	/** Requests of this client under way at once, as far as the limiter allows them; default 20. */
	concurrentRequests?: number;
	/** See `OvhClient.withoutPages`; of its own by default. */
	withoutPages?: Set<RouteName>;
	/** Throws for a call that may not be made, which then fails with just that. */
	check?: (call: ApiCall) => void;
}

/**
 * Calls OVHcloud's API: keeps time with its clock and repeats what may be repeated.
 * Every failed call is an `OvhError` that says whether it may have taken effect. (A path that
 * cannot be filled is a plain Error: there was no call.)
 */
export class OvhClient {
	private readonly clock: ServerClock;

	private readonly authorization: Authorization;

	private readonly lane: Lane;

	/** How many requests were sent so far. */
	sent = 0;

	/** Lists that have shown to know no pages, for all clients of an endpoint and key. */
	readonly withoutPages: Set<RouteName>;

	constructor(private readonly options: ClientOptions) {
		this.clock = options.clock ?? clockOf(options.baseUrl);
		this.authorization =
			options.authorization ?? signedBy(this.clock, async () => await this.learnTime());
		this.withoutPages = options.withoutPages ?? new Set();
		const { limiter = new RateLimiter(), sleep, concurrentRequests } = options;
		this.lane = new Lane(limiter, sleep, concurrentRequests);
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

	/**
	 * The same, unless OVHcloud was asked before by this process.
	 * @throws OvhError
	 */
	async knowTime(): Promise<void> {
		if (!this.clock.isLearnt) await this.learnTime();
	}

	/** Waits; rejects when the execution is cancelled. */
	async sleep(milliseconds: number): Promise<void> {
		await this.options.sleep(milliseconds);
	}

	/** The endpoint's address. */
	get origin(): string {
		return this.options.baseUrl;
	}

	/**
	 * The parsed answer of a call that changes nothing: it is repeated after any passing failure.
	 * @throws OvhError
	 */
	async read<R extends RouteName>(call: ApiCall<R>): Promise<AnswerOf<R>> {
		return await this.call({ ...call, idempotent: true });
	}

	/**
	 * The parsed answer of a call that may change something (`null` for an empty one). A number in
	 * the path that is not there is asked for in its other spelling, too: what is not found has changed
	 * nothing.
	 * @param call or what makes it anew for each attempt, where it depends on the time
	 * @throws OvhError
	 */
	async call<R extends RouteName>(call: ApiCall<R> | (() => ApiCall<R>)): Promise<AnswerOf<R>> {
		const make = typeof call === 'function' ? call : () => call;
		return await this.asWritten(make).catch(async (error: unknown) => {
			if (!isNotFound(error)) throw error;
			const other = (): ApiCall<R> | undefined => respelled(make());
			if (!other()) throw error;
			return await this.asWritten(() => other() ?? make()).catch((second: unknown) => {
				throw isNotFound(second) ? error : second;
			});
		});
	}

	private async asWritten<R extends RouteName>(make: () => ApiCall<R>): Promise<AnswerOf<R>> {
		const first = make();
		this.options.check?.(first);
		const name = nameOf(first);
		const value = await this.repeated(
			name,
			() => this.request(make(), name),
			(answer) => readAnswer(name, answer),
		);
		return value as AnswerOf<R>;
	}

	/**
	 * Reads or writes a file of OVHcloud's storage by its temporary address, and gives its text.
	 * Nothing is signed: the address is the permission, and so stands in no error.
	 * @throws OvhError
	 */
	async storage(file: StorageRequest): Promise<string> {
		const url = new URL(file.url);
		// To write a file twice is to write it once.
		const call = { route: 'storage', path: `storage ${url.host}`, idempotent: true };
		const name = { ...call, method: file.method };
		const reason = this.storageRefusal(url);
		if (reason) throw new OvhError({ ...name, kind: 'unreadable', effect: 'none', reason });
		const timeoutMs = this.options.timeoutMs ?? 30_000;
		const request = { headers: {}, ...file, signed: false, idempotent: true, timeoutMs };
		const value = await this.repeated(
			name,
			() => request,
			(answer) => readFileAnswer(name, answer),
		);
		return value as string;
	}

	/** Why a file is not asked for at an address that the API names. */
	private storageRefusal(url: URL): string | undefined {
		const { baseUrl } = this.options;
		if (url.protocol !== 'https:' && !baseUrl.startsWith('http:')) {
			return 'the address of the file is not https';
		}
		const isForeign = isKnownBaseUrl(baseUrl) && !isOvhcloud(url);
		return isForeign ? "the address of the file is not one of OVHcloud's" : undefined;
	}

	/** The value of what is sent, and sent again where that may be done. */
	private async repeated(
		name: CallName,
		request: () => ApiRequest,
		read: (answer: ApiAnswer) => Outcome,
	): Promise<unknown> {
		const { random = Math.random, retry = DEFAULT_RETRY } = this.options;
		let isRenewed = false;
		for (let tried = 1; ; tried++) {
			const outcome = await this.attempt(name, request, read);
			if (outcome.ok) return outcome.value;
			const { kind } = outcome.error.facts;
			if (outcome.renew && !isRenewed) {
				isRenewed = true;
				await outcome.renew();
				continue;
			}
			const pause = pauseBeforeRepeat(outcome.error, tried, random, retry);
			if (pause === undefined) throw outcome.error;
			await this.waitFor(pause, kind).catch(() => {
				throw cancelledWhileWaiting(outcome.error);
			});
		}
	}

	/** "Too many requests" holds all other requests with this key, too. */
	private async waitFor(pause: number, kind: FailureKind): Promise<void> {
		if (kind !== 'rateLimit') return await this.options.sleep(pause);
		await this.lane.slowDown(pause);
	}

	private async readServerTime(): Promise<number> {
		const call: ApiCall<'GET /auth/time'> = { route: 'GET /auth/time' };
		const time: unknown = await this.read(call);
		if (Number.isInteger(time) && isDate(time as number)) return time as number;
		throw unreadable(call, 'none', 'OVHcloud did not tell its time');
	}

	/** Sends it once; nothing is sent without authorisation. */
	private async attempt(
		name: CallName,
		makeRequest: () => ApiRequest,
		read: (answer: ApiAnswer) => Outcome,
	): Promise<Tried> {
		const entered = await this.lane.enter().then(
			() => true,
			() => false,
		);
		if (!entered) return { ok: false, error: cancelledBefore(name) };
		try {
			// What it throws is the caller's own reason not to ask.
			const request = makeRequest();
			return await this.exchange(request, read).catch((error: unknown) => ({
				ok: false as const,
				error: transportError(name, error),
			}));
		} finally {
			this.lane.leave();
		}
	}

	private async exchange(
		request: ApiRequest,
		read: (answer: ApiAnswer) => Outcome,
	): Promise<Tried> {
		const renew = request.signed ? await this.authorization.prepare() : undefined;
		this.sent += 1;
		const outcome = read(await this.options.transport(request));
		const isPassing = !outcome.ok && this.authorization.passing.includes(outcome.error.facts.kind);
		return isPassing ? { ...outcome, renew } : outcome;
	}

	private request(call: ApiCall, { method, path }: CallName): ApiRequest {
		const query = encodeQuery(call.query ?? {});
		const signed = call.route !== 'GET /auth/time';
		return {
			method,
			url: `${this.options.baseUrl}${path}${query && `?${query}`}`,
			...(call.body && { body: JSON.stringify(call.body) }),
			headers: { ...(signed && this.authorization.headers()), ...call.headers },
			signed,
			idempotent: call.idempotent,
			timeoutMs: this.options.timeoutMs ?? 30_000,
			...(call.listChecked && { listChecked: true }),
		};
	}
}

/** What became of an attempt, and how the authorisation is renewed where that was refused. */
type Tried = Outcome & { renew?: () => Promise<void> };

function isNotFound(error: unknown): boolean {
	return error instanceof OvhError && error.facts.kind === 'notFound';
}

/** Whether seconds since 1970 are a moment that this server can name, and not before 2000. */
function isDate(seconds: number): boolean {
	return seconds > 946_684_800 && seconds < 253_402_300_800;
}

/** A file to be read or written. */
interface StorageRequest {
	method: 'GET' | 'PUT';
	/** Temporary address. */
	url: string;
	body?: string | Buffer;
	headers?: Record<string, string>;
}
