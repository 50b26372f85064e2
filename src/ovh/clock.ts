/**
 * OVHcloud's clock, as far as known: signatures are only accepted within a few minutes of it.
 * The offset is learnt from `GET /auth/time` when OVHcloud says that a request is out of time,
 * never in advance, so that a healthy server clock costs no request.
 */
export class ServerClock {
	private offsetSeconds = 0;

	private learning?: Promise<void>;

	/** Whether OVHcloud has told its time. */
	isLearnt = false;

	constructor(private readonly localNow: () => number = Date.now) {}

	/** Seconds since 1970 by OVHcloud's clock. */
	timestamp(): number {
		return Math.floor(this.localNow() / 1000) + this.offsetSeconds;
	}

	/**
	 * Takes the offset from the server's time; requests that were refused at the same moment share
	 * one look-up.
	 */
	async learn(readServerTime: () => Promise<number>): Promise<void> {
		// A look-up that failed may have been cancelled with somebody else's execution.
		const others = this.learning?.then(
			() => true,
			() => false,
		);
		if (others && (await others)) return;
		this.learning ??= readServerTime()
			.then((serverSeconds) => {
				this.offsetSeconds = serverSeconds - Math.floor(this.localNow() / 1000);
				this.isLearnt = true;
			})
			.finally(() => {
				this.learning = undefined;
			});
		await this.learning;
	}
}

const clocks = new Map<string, ServerClock>();

/** The one clock of an endpoint, shared by all its clients in this process. */
export function clockOf(baseUrl: string): ServerClock {
	const known = clocks.get(baseUrl);
	if (known) return known;
	const clock = new ServerClock();
	clocks.set(baseUrl, clock);
	return clock;
}
