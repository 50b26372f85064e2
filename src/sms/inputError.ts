/**
 * A value from the user that cannot be used. Raised before anything is sent.
 * The engine adds the item's number.
 */
export class InputError extends Error {
	override readonly name = 'InputError';

	/**
	 * @param parameter the parameter's display name, or the name of a field of the input
	 * @param what what is wrong with it, as the rest of a sentence that starts with the parameter
	 * @param advice what to do
	 * @param item index of the input item, where several are looked at together
	 */
	constructor(
		readonly parameter: string,
		readonly what: string,
		readonly advice: string,
		readonly item?: number,
	) {
		super(`${quoted(parameter)} ${what}`);
	}
}

/** A failure of one of several items that are looked at together: says which. */
export function inItem(error: unknown, item: number): unknown {
	if (!(error instanceof InputError) || error.item !== undefined) return error;
	return new InputError(error.parameter, error.what, error.advice, item);
}

/** A text of a user within a sentence, cut off where it would fill the screen. */
export function quoted(value: string): string {
	return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
}

/** The first of many values, quoted. */
export function listed(values: string[]): string {
	const shown = values.slice(0, 5).map(quoted);
	return [...shown, ...(values.length > 5 ? [`and ${values.length - 5} more`] : [])].join(', ');
}
