/** Credits have at most this many decimals (0.4 for India, by OVHcloud's FAQ). */
const DECIMALS = 10_000;

/** Rounds credits, so that sums of decimals stay exact. */
export function roundCredits(credits: number): number {
	return Math.round(credits * DECIMALS) / DECIMALS;
}

/** Splits credits into equal shares whose sum is the whole. */
export function splitEvenly(total: number, count: number): number[] {
	const upTo = (index: number): number => roundCredits((total * index) / count);
	return Array.from({ length: count }, (_, index) => roundCredits(upTo(index + 1) - upTo(index)));
}
