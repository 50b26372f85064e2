/** Why a check was not made, or not to its end. */
export class Skipped extends Error {
	override readonly name = 'Skipped';
}
