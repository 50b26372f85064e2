import { isOnThisMachine } from './address';
import type { CallControls, CallKind, CallMethod } from './controls';
import type { Timers } from './timers';

/** One call that the sandbox made, or did not make, as tests look at it. */
export interface RecordedCall {
	/** Milliseconds on the sandbox's clock. */
	at: number;
	kind: CallKind;
	account: string;
	url: string;
	method: CallMethod;
	/** The form that a POST carries; '' for a GET. */
	body: string;
	/** 1 for the first try. */
	attempt: number;
	/** HTTP status of the answer; 0 without one. */
	status: number;
	/** `answered`, `refused` or `no answer: …`. */
	verdict: string;
	/**
	 * The first kilobytes of the text that the call was answered with; '' without an answer. It
	 * matters because OVHcloud may send what a reply's address answers to the person, as an SMS.
	 */
	answer: string;
}

type Call = Pick<RecordedCall, 'kind' | 'account' | 'url' | 'method' | 'body'>;
type Result = Pick<RecordedCall, 'status' | 'verdict' | 'answer'>;

const LIMIT = 10_000;

/** Characters of an answer that are kept. */
const ANSWER_LIMIT = 4096;

/** Milliseconds after which a call without an answer is given up. */
const ANSWER_WITHIN_MS = 10_000;

/** Makes calls, repeats them until they are answered with 200, and writes them down. */
export class Delivery {
	readonly calls: RecordedCall[] = [];
	private atOnce = 0;
	private readonly queue: Array<() => void> = [];

	constructor(
		private readonly controls: CallControls,
		private readonly timers: Timers,
		private readonly settings: { now: () => number; log: (line: string) => void },
		private readonly onCall: (call: RecordedCall) => void,
	) {}

	/** One call, or its copies. */
	make(call: Call): void {
		const { copies, simultaneous } = this.controls;
		const all = Array.from({ length: copies }, () => async () => await this.untilAnswered(call));
		void this.timers.track<unknown>(
			simultaneous
				? Promise.all(all.map(async (copy) => await copy()))
				: all.reduce(async (before, copy) => await before.then(copy), Promise.resolve()),
		);
	}

	private async untilAnswered(call: Call): Promise<void> {
		const { retries, retryDelayMs } = this.controls;
		for (let attempt = 1; attempt <= retries + 1; attempt++) {
			if (attempt > 1) await this.timers.pause(retryDelayMs * 2 ** (attempt - 2));
			if (this.timers.isClosed) return;
			const result = await this.attempt(call);
			this.record({ ...call, attempt, ...result });
			if (result.status === 200 || result.verdict === 'refused') return;
		}
	}

	/** One try, when its turn has come. */
	private async attempt(call: Call): Promise<Result> {
		if (!isOnThisMachine(call.url)) return { status: 0, verdict: 'refused', answer: '' };
		while (this.atOnce >= this.controls.mostAtOnce) {
			await new Promise<void>((resolve) => this.queue.push(resolve));
		}
		this.atOnce += 1;
		try {
			return await this.callOnce(call);
		} finally {
			this.atOnce -= 1;
			this.queue.shift()?.();
		}
	}

	private async callOnce(call: Call): Promise<Result> {
		try {
			return await this.timers.within(ANSWER_WITHIN_MS, async (signal) => {
				const response = await request(call, signal);
				const answer = (await response.text()).slice(0, ANSWER_LIMIT);
				return { status: response.status, verdict: 'answered', answer };
			});
		} catch (error) {
			// Whoever is called may end in the middle of its answer, too.
			return { status: 0, verdict: `no answer: ${String(error)}`, answer: '' };
		}
	}

	private record(call: Omit<RecordedCall, 'at'>): void {
		const recorded = { ...call, at: this.settings.now() };
		this.calls.push(recorded);
		if (this.calls.length > LIMIT) this.calls.shift();
		const { kind, account, status, verdict } = call;
		this.onCall(recorded);
		this.settings.log(`callback (${kind}) of ${account} ${status || '---'} ${verdict}`);
	}
}

async function request({ url, method, body }: Call, signal: AbortSignal): Promise<Response> {
	if (method === 'GET') return await fetch(url, { signal, redirect: 'manual' });
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	return await fetch(url, { method, signal, headers, body, redirect: 'manual' });
}
