import { roundCredits } from '../sms/split';

/** Credits that were spent, and when, in milliseconds since 1970. */
export interface Spent {
	at: number;
	credits: number;
}

/** How long what is spent outside of an execution counts. */
const HOUR_MS = 3_600_000;

/** What was spent in the last hour. */
export function ofLastHour(spending: Spent[], now: number): Spent[] {
	return spending.filter(({ at }) => now - at < HOUR_MS);
}

export function sumOf(spending: Spent[]): number {
	return roundCredits(spending.reduce((sum, { credits }) => sum + credits, 0));
}

/** What is given back (below 0) was spent last; its hour ends with that. */
export function withSpent(spending: Spent[], { at, credits }: Spent): Spent[] {
	if (credits >= 0) return [...spending, { at, credits }];
	let rest = -credits;
	const left = [...spending].reverse().map((one) => {
		const taken = Math.min(rest, one.credits);
		rest -= taken;
		return { ...one, credits: roundCredits(one.credits - taken) };
	});
	return left.filter((one) => one.credits > 0).reverse();
}
