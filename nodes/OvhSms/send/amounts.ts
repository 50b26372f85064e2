const MOST_NAMED = 5;

/** "1 credit", "2.5 credits". */
export function creditsOf(credits: number): string {
	return amountOf(credits, 'credit');
}

/** "1 row", "1,200 rows". */
export function amountOf(count: number, one: string, many = `${one}s`): string {
	return `${count.toLocaleString('en-US', { maximumFractionDigits: 4 })} ${count === 1 ? one : many}`;
}

/** The first of several names, and how many more there are. */
export function firstOf(names: string[]): string {
	const shown = names.slice(0, MOST_NAMED).join(', ');
	const more = names.length - MOST_NAMED;
	return more > 0 ? `${shown} and ${more.toLocaleString('en-US')} more` : shown;
}
