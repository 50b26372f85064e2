const HOUR_MS = 3_600_000;

/** What has happened to an id. */
interface Tries {
	wrong: number;
	isUsed: boolean;
	/** In milliseconds since 1970; nothing is kept for longer. */
	expiresAt: number;
}

/**
 * What one process of n8n counts of one-time codes: tries and uses of each id, and codes sent to each
 * number. Another process, and this one after a restart, counts anew.
 */
export class Counts {
	private readonly tries = new Map<string, Tries>();

	/** When codes were sent, by number and nonce. */
	private readonly sent = new Map<string, Map<string, number>>();

	/** What is known of an id until it expires. */
	triesOf(nonce: string, expiresAt: number, now: number): Tries {
		const known = this.tries.get(nonce);
		if (known) return known;
		for (const [old, { expiresAt: end }] of this.tries) {
			if (end > now) break;
			this.tries.delete(old);
		}
		const fresh = { wrong: 0, isUsed: false, expiresAt };
		this.tries.set(nonce, fresh);
		return fresh;
	}

	/** How many codes other than this one a number was sent within the last hour. */
	sentBeside(receiver: string, nonce: string, now: number): number {
		const times = [...(this.sent.get(receiver) ?? [])];
		return times.filter(([other, at]) => other !== nonce && isRecent(at, now)).length;
	}

	/** A code goes out; one that is sent again counts once. */
	note(receiver: string, nonce: string, now: number): void {
		const before = [...(this.sent.get(receiver) ?? [])].filter(([, at]) => isRecent(at, now));
		// Last of all, so that the first ones are the oldest.
		this.sent.delete(receiver);
		this.sent.set(receiver, new Map([...before, [nonce, now]]));
		for (const [other, times] of this.sent) {
			if ([...times.values()].some((at) => isRecent(at, now))) break;
			this.sent.delete(other);
		}
	}

	/** A code did not go out after all. */
	forget(receiver: string, nonce: string): void {
		this.sent.get(receiver)?.delete(nonce);
	}
}

function isRecent(at: number, now: number): boolean {
	return at > now - HOUR_MS;
}

/** Of this process. */
export const counts = new Counts();
