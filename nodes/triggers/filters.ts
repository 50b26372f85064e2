import type { IDataObject } from 'n8n-workflow';

import { readNumbers, readSenders } from '../../src/operations/numbers';
import type { EventFilters } from '../../src/triggers/filters';

/**
 * The filters as the user has set them: several are separated by commas, and numbers also by
 * semicolons and new lines.
 * @throws InputError for a number that cannot be read, which no event would ever pass
 */
export function readFilters({ sender, receiver, tag }: IDataObject): EventFilters {
	return {
		sender: readSenders('Sender', sender),
		receiver: readNumbers('Receiver', receiver),
		tag: String(tag ?? '')
			.split(',')
			.map((part) => part.trim())
			.filter(Boolean),
	};
}
