/** The longest that a timer can wait: about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** What happens later or takes its time, all of which ends together. */
export class Timers {
	private readonly controller = new AbortController();
	private readonly underWay = new Set<Promise<unknown>>();

	/** Aborted by `close`. */
	get signal(): AbortSignal {
		return this.controller.signal;
	}

	/** Does something later, unless `close` comes first. */
	after(milliseconds: number, work: () => void): void {
		void this.track(
			this.pause(milliseconds).then(() => {
				if (!this.signal.aborted) work();
			}),
		);
	}

	/** Waits, or until `close`. */
	async pause(milliseconds: number): Promise<void> {
		const time = AbortSignal.timeout(Math.min(milliseconds, LONGEST_MS));
		const signal = AbortSignal.any([time, this.signal]);
		if (signal.aborted) return;
		await new Promise<void>((resolve) => {
			signal.addEventListener('abort', () => resolve(), { once: true });
		});
	}

	/** Counts something as not done until it is. */
	async track<T>(work: Promise<T>): Promise<T> {
		this.underWay.add(work);
		return await work.finally(() => this.underWay.delete(work));
	}

	/** Resolves when nothing waits or is under way. */
	async settled(): Promise<void> {
		while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
	}

	async close(): Promise<void> {
		this.controller.abort();
		await this.settled();
	}
}
