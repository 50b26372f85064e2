/** Requests that may be under way at once before anything is known of the key's limit. */
const FIRST = 5;

/** More than that is never tried. */
const MOST = 20;

/** No request goes until a moment, in milliseconds since 1970. */
interface Pause {
	until: number;
}

/** Someone who wants to send a request. */
interface Waiting {
	lane: Lane;
	/** @param isIn whether there is a place; otherwise a pause has begun */
	go: (isIn: boolean) => void;
}

/**
 * How fast everybody who uses one key goes: OVHcloud counts requests by key, so that one execution's
 * "too many requests" is news for all others. It begins with five at once, doubles them with each
 * full round of answers, up to twenty, and halves them when OVHcloud refuses one.
 */
export class RateLimiter {
	private allowed = FIRST;

	private underWay = 0;

	private answers = 0;

	private waiting: Waiting[] = [];

	/** The last one. */
	pause: Pause = { until: 0 };

	/** Whether there is a place for one more request. */
	take(): boolean {
		if (this.underWay >= this.allowed) return false;
		this.underWay++;
		return true;
	}

	wait(waiting: Waiting): void {
		this.waiting.push(waiting);
	}

	/** Gives a place back. */
	release(): void {
		this.underWay--;
		this.answers++;
		if (this.answers >= this.allowed) {
			this.allowed = Math.min(MOST, this.allowed * 2);
			this.answers = 0;
		}
		this.waiting = this.waiting.filter(({ lane, go }) => {
			const isIn = lane.take();
			if (isIn) go(true);
			return !isIn;
		});
	}

	/** Holds all requests for a time, and lets fewer go at once after it. */
	slowDown(milliseconds: number): void {
		const now = Date.now();
		// What was under way when OVHcloud first refused is refused for the same reason.
		if (now >= this.pause.until) this.allowed = Math.max(1, Math.floor(this.allowed / 2));
		this.answers = 0;
		this.pause = { until: Math.max(this.pause.until, now + milliseconds) };
		// Each waits for its end by itself, since each may be cancelled.
		for (const { go } of this.waiting.splice(0)) go(false);
	}
}

/** One client's way through a rate limiter, with a limit of its own. */
export class Lane {
	private underWay = 0;

	private readonly sleeps = new WeakMap<Pause, Promise<void>>();

	/**
	 * @param sleep waits; rejects when the execution is cancelled
	 * @param most requests of this client under way at once
	 */
	constructor(
		private readonly limiter: RateLimiter,
		private readonly sleep: (milliseconds: number) => Promise<void>,
		private readonly most = MOST,
	) {}

	/** Waits for a pause to end. Rejects when the execution is cancelled. */
	async ready(): Promise<void> {
		for (let seen; seen !== this.limiter.pause; ) {
			seen = this.limiter.pause;
			const left = seen.until - Date.now();
			await (this.sleeps.get(seen) ?? (left > 0 ? this.sleepThrough(seen, left) : undefined));
		}
	}

	/** Waits for a pause to end and for a free place. Rejects when the execution is cancelled. */
	async enter(): Promise<void> {
		for (let isIn = false; !isIn; ) {
			await this.ready();
			isIn =
				this.take() || (await new Promise<boolean>((go) => this.limiter.wait({ lane: this, go })));
		}
	}

	/** Whether there is a place for one more request of this client. */
	take(): boolean {
		if (this.underWay >= this.most || !this.limiter.take()) return false;
		this.underWay++;
		return true;
	}

	/** Gives the place back. */
	leave(): void {
		this.underWay--;
		this.limiter.release();
	}

	/** OVHcloud has refused a request of this client: all that use its key go slower. */
	async slowDown(milliseconds: number): Promise<void> {
		this.limiter.slowDown(milliseconds);
		await this.sleepThrough(this.limiter.pause, milliseconds);
		await this.ready();
	}

	/** All requests of this client wait together. */
	private async sleepThrough(pause: Pause, milliseconds: number): Promise<void> {
		const asleep = this.sleep(milliseconds);
		this.sleeps.set(pause, asleep);
		await asleep;
	}
}
