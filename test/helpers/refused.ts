import { InputError } from '../../src/sms/inputError';

/** How a value from the user is refused. */
export function refused(work: () => unknown): InputError {
	try {
		work();
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		return error as InputError;
	}
	throw new Error('It was not refused');
}
