/** Whether an option has a value; an expression whose field is missing gives none. */
export function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && String(value).trim() !== '';
}
