import { isOnThisMachine } from './address';
import type { CallControls } from './controls';
import type { Timers } from './timers';

export type CallKind = 'state' | 'reply' | 'stop';

/** One call that the sandbox made, or did not make, as tests look at it. */
export interface RecordedCall {
	/** Milliseconds on the sandbox's clock. */
	at: number;
	kind: CallKind;
	account: string;
	url: string;
	method: string;
	/** 1 for the first try. */
	attempt: number;
	/** HTTP status of the answer; 0 without one. */
	status: number;
	/** `answered`, `refused` or `no answer: …`. */
	verdict: string;
}

type Call = Pick<RecordedCall, 'kind' | 'account' | 'url'>;

const LIMIT = 10_000;

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
			const result = await this.attempt(call.url);
			this.record({ ...call, attempt, ...result });
			if (result.status === 200 || result.verdict === 'refused') return;
		}
	}

	/** One try, when its turn has come. */
	private async attempt(url: string): Promise<Pick<RecordedCall, 'status' | 'verdict'>> {
		if (!isOnThisMachine(url)) return { status: 0, verdict: 'refused' };
		while (this.atOnce >= this.controls.mostAtOnce) {
			await new Promise<void>((resolve) => this.queue.push(resolve));
		}
		this.atOnce += 1;
		try {
			return await this.callOnce(url);
		} finally {
			this.atOnce -= 1;
			this.queue.shift()?.();
		}
	}

	private async callOnce(url: string): Promise<Pick<RecordedCall, 'status' | 'verdict'>> {
		try {
			const status = await this.timers.within(ANSWER_WITHIN_MS, async (signal) => {
				const response = await this.request(url, signal);
				await response.arrayBuffer();
				return response.status;
			});
			return { status, verdict: 'answered' };
		} catch (error) {
			// Whoever is called may end in the middle of its answer, too.
			return { status: 0, verdict: `no answer: ${String(error)}` };
		}
	}

	private async request(url: string, signal: AbortSignal): Promise<Response> {
		const { method } = this.controls;
		if (method === 'GET') return await fetch(url, { signal });
		const [address, query] = url.split('?');
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		return await fetch(address, { method, signal, headers, body: query });
	}

	private record(call: Omit<RecordedCall, 'at' | 'method'>): void {
		const { method } = this.controls;
		const recorded = { ...call, at: this.settings.now(), method };
		this.calls.push(recorded);
		if (this.calls.length > LIMIT) this.calls.shift();
		const { kind, account, status, verdict } = call;
		this.onCall(recorded);
		this.settings.log(`callback (${kind}) of ${account} ${status || '---'} ${verdict}`);
	}
}
