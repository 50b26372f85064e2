/** A number with so many decimals, and commas between the thousands. */
export function decimals(value: number, digits: number): string {
	return value.toLocaleString('en', {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	});
}

export function times(ratio: number): string {
	return `${decimals(ratio, ratio < 10 ? 2 : 0)} ×`;
}

export function duration(seconds: number): string {
	if (seconds >= 120) return `${decimals(seconds / 60, 0)} min`;
	return `${decimals(seconds, seconds < 10 ? 2 : 1)} s`;
}
