import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { numberIn } from '../../../src/sms/given';
import { InputError } from '../../../src/sms/inputError';

/**
 * A whole number that an option gives, or its default where it is not set.
 * @throws InputError outside of what the option takes, also for an expression that gives nothing
 */
export function wholeBetween(option: INodeProperties, options: IDataObject): number {
	const { name, displayName, typeOptions: { minValue = 1, maxValue = Infinity } = {} } = option;
	const value = name in options ? numberIn(options[name]) : Number(option.default);
	if (Number.isInteger(value) && value >= minValue && value <= maxValue) return value;
	throw new InputError(
		displayName,
		`must be a whole number from ${minValue} to ${maxValue}`,
		'Correct it, or remove the option.',
	);
}
