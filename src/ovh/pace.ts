/** Requests under way at once, unless asked otherwise. */
const CONCURRENT_REQUESTS = 5;

/**
 * How fast a client goes: so many requests at once, and less for all of them as soon as OVHcloud
 * says "too many". Each refusal halves the number, each full round of answers adds one again.
 */
export class Pace {
	private allowed: number;

	private underWay = 0;

	private answers = 0;

	private pause: Promise<unknown> = Promise.resolve();

	private readonly queue: Array<() => void> = [];

	constructor(
		private readonly sleep: (milliseconds: number) => Promise<void>,
		private readonly most = CONCURRENT_REQUESTS,
	) {
		this.allowed = most;
	}

	/** Waits for the pause to end. Rejects when the execution is cancelled. */
	async ready(): Promise<void> {
		await this.pause;
	}

	/** Waits for the pause to end and for a free place. Rejects when the execution is cancelled. */
	async enter(): Promise<void> {
		await this.pause;
		if (this.underWay < this.allowed) {
			this.underWay++;
			return;
		}
		await new Promise<void>((resolve) => this.queue.push(resolve));
		await this.enter();
	}

	/** Gives the place back. */
	leave(): void {
		this.underWay--;
		this.answers++;
		if (this.answers >= this.allowed && this.allowed < this.most) {
			this.allowed++;
			this.answers = 0;
		}
		for (const next of this.queue.splice(0, this.allowed - this.underWay)) next();
	}

	/** Holds all requests for a time, and lets fewer go at once after it. */
	slowDown(milliseconds: number): void {
		this.allowed = Math.max(1, Math.floor(this.allowed / 2));
		this.answers = 0;
		this.pause = Promise.all([this.pause, this.sleep(milliseconds)]);
		// Whoever waits or enters next learns of a cancelled pause.
		this.pause.catch(() => {
			for (const next of this.queue.splice(0)) next();
		});
	}
}
