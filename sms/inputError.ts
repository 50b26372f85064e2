/**
 * A value from the user that cannot be used. Raised before anything is sent.
 * The engine adds the item's number.
 */
export class InputError extends Error {
	override readonly name = 'InputError';

	/**
	 * @param parameter the parameter's display name
	 * @param what what is wrong with it, as the rest of a sentence that starts with the parameter
	 * @param advice what to do
	 */
	constructor(
		readonly parameter: string,
		what: string,
		readonly advice: string,
	) {
		super(`"${parameter}" ${what}`);
	}
}
