import type { IDataObject } from 'n8n-workflow';

import { readNumbers, readSenders } from '../../src/operations/numbers';
import type { Rules } from '../../src/sms/rules';
import type { EventFilters } from '../../src/triggers/filters';

/**
 * The filters as the user has set them: several are separated by commas, and numbers also by
 * semicolons and new lines.
 * @throws InputError for a number that cannot be read, which no event would ever pass
 */
export function readFilters(
	{ sender, receiver, tag }: IDataObject,
	rules: Rules = {},
): EventFilters {
	return {
		sender: readSenders('Sender', sender, rules),
		receiver: readNumbers('Receiver', receiver, rules),
		tag: String(tag ?? '')
			.split(',')
			.map((part) => part.trim())
			.filter(Boolean),
	};
}
