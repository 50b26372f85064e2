/** The longest that a timer can wait: about 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** What happens later or takes its time, all of which ends together. */
export class Timers {
	private readonly underWay = new Set<Promise<unknown>>();
	private readonly limited = new Set<AbortController>();

	/** Whether `close` has come. */
	isClosed = false;

	/** Does something later, unless `close` comes first. */
	after(milliseconds: number, work: () => void): void {
		void this.track(
			this.pause(milliseconds).then(() => {
				if (!this.isClosed) work();
			}),
		);
	}

	/** Waits, or until `close`. */
	async pause(milliseconds: number): Promise<void> {
		await this.within(milliseconds, async (signal) => {
			if (signal.aborted) return;
			await new Promise<void>((resolve) => {
				signal.addEventListener('abort', () => resolve(), { once: true });
			});
		});
	}

	/**
	 * Does work that has to end when its signal is aborted: after some time, or by `close`. The two
	 * are joined by hand: a signal of `AbortSignal.any` does not keep the timeout that it is made of,
	 * and once that is collected as garbage, the work would wait for ever.
	 */
	async within<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
		const controller = new AbortController();
		const abort = (): void => controller.abort();
		const time = AbortSignal.timeout(Math.min(milliseconds, LONGEST_MS));
		time.addEventListener('abort', abort);
		this.limited.add(controller);
		if (this.isClosed) abort();
		try {
			return await work(controller.signal);
		} finally {
			time.removeEventListener('abort', abort);
			this.limited.delete(controller);
		}
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
		this.isClosed = true;
		for (const controller of this.limited) controller.abort();
		await this.settled();
	}
}
