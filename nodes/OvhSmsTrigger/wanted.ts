import { GIVEN_UP_DAYS } from '../../triggers/limits';
import type { Call } from './call';

/** Looks at a list for a call: its news may show a little later. */
const LOOKS_FOR_CALL = 2;

/** Seconds of SMS that are looked at after a call that does not say which one it is about. */
const UNNAMED_SECONDS = 3600;

/** … and after a time in which calls may have been missed. */
const MISSED_SECONDS = GIVEN_UP_DAYS * 24 * 3600;

/** What there is to look for: looks at replies, looks at opt-outs, and seconds of SMS sent. */
type What = 'reply' | 'stop' | 'states';

/** What is to be looked for, besides the SMS that calls named. */
export class Wanted {
	private readonly amounts: Record<What, number> = { reply: 0, stop: 0, states: 0 };
	/** How many calls it is for: each may be about news of its own. */
	private readonly calls: Record<What, number> = { reply: 0, stop: 0, states: 0 };

	/** For a call that names no SMS. */
	forCall(kind: Call['kind']): void {
		if (kind === 'state') this.add('states', UNNAMED_SECONDS);
		else this.add(kind, LOOKS_FOR_CALL, 1);
	}

	/** Where calls may have been missed: n8n was stopped, maybe over what it had answered. */
	forMissed(): void {
		this.add('reply', 1);
		this.add('stop', 1);
		this.add('states', MISSED_SECONDS);
	}

	/** Asks for one, unless as much is asked for already. */
	add(what: What, amount: number, calls = 0): void {
		this.amounts[what] = Math.max(this.amounts[what], amount);
		this.calls[what] += calls;
	}

	/** Does what is asked for, with its amount and calls; it stays asked for where that fails. */
	async see<T>(
		what: What,
		look: (amount: number, calls: number) => Promise<T>,
	): Promise<T | undefined> {
		const { amounts, calls } = this;
		const [amount, count] = [amounts[what], calls[what]];
		if (amount === 0) return undefined;
		[amounts[what], calls[what]] = [0, 0];
		try {
			return await look(amount, count);
		} catch (error) {
			this.add(what, amount, count);
			return await Promise.reject(error as Error);
		}
	}
}
