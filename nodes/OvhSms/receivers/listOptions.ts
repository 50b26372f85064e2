import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { text } from '../../../src/operations/fields';
import { readOptionsOf } from '../../../src/operations/numbers';
import type { CharacterMode } from '../../../src/sms/characters';
import { composed } from '../../../src/sms/composed';
import { NUMBER_COLUMN, type ListOptions } from '../../../src/sms/receiverFile';
import type { Rules } from '../../../src/sms/rules';
import { ALLOW_PREMIUM, CHARACTERS, DEFAULT_COUNTRY } from '../resources/textOptions';

export const NUMBER_FIELD = text(
	'numberField',
	'Phone Field',
	'Field (or column of the file) that holds the phone number',
	{ default: NUMBER_COLUMN },
);

const COLUMNS = text(
	'columns',
	'Columns',
	'Names of the fields that become columns of the list, separated by commas; empty for all. A text can use them as #column#.',
	{ placeholder: 'e.g. firstName, city' },
);

const COLUMN_CHARACTERS: INodeProperties = {
	...CHARACTERS,
	description:
		'What to do with characters outside the 7-bit alphabet of SMS in the columns: OVHcloud takes none of them there, so what cannot be replaced is refused',
};

/** Options of a list that is made of items or of a file. */
export const LIST_OPTIONS = [
	ALLOW_PREMIUM,
	COLUMN_CHARACTERS,
	COLUMNS,
	DEFAULT_COUNTRY,
	NUMBER_FIELD,
];

/** The options as they were given. */
export function listOptionsOf(options: IDataObject, rules: Rules): ListOptions {
	const { numberField, columns, characters } = options;
	const names = namesIn(columns);
	return {
		numberField:
			composed(NUMBER_FIELD.displayName, String(numberField ?? '').trim()) || NUMBER_COLUMN,
		...(names.length > 0 && { columns: names }),
		reading: readOptionsOf(options, rules),
		characters: (characters || 'replace') as CharacterMode,
	};
}

function namesIn(columns: unknown): string[] {
	const names = Array.isArray(columns) ? columns.map(String) : String(columns ?? '').split(',');
	return names
		.map((name) => composed(COLUMNS.displayName, name.trim()))
		.filter((name) => name !== '');
}
