/** Whether an option has a value; an expression whose field is missing gives none. */
export function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && String(value).trim() !== '';
}

/** The number that an option gives; NaN where it gives none, such as nothing, or `true`. */
export function numberIn(value: unknown): number {
	return isGiven(value) && typeof value !== 'boolean' ? Number(value) : NaN;
}
