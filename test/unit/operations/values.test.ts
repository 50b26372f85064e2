import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { choice, dateTime, flag, number, text } from '../../../src/operations/fields';
import type { OperationRun } from '../../../src/operations/run';
import { optionalValues, requiredValues } from '../../../src/operations/values';

/** A run whose parameters are these. */
function withParameters(parameters: IDataObject): OperationRun {
	return {
		timezone: 'Europe/Paris',
		parameter: (name: string, _: number, fallback: unknown) => parameters[name] ?? fallback,
		collection: (name: string) => (parameters[name] ?? {}) as IDataObject,
	} as unknown as OperationRun;
}

const required = (property: INodeProperties, value: unknown) =>
	requiredValues(withParameters({ [property.name]: value as string }), 0, [property]);

const optional = (property: INodeProperties, value: unknown, empty?: 'omit' | 'keep') =>
	optionalValues(
		withParameters({ options: { [property.name]: value as string } }),
		0,
		'options',
		[property],
		empty,
	);

const limit = number('limit', 'Limit', '', {
	typeOptions: { minValue: 1, maxValue: 9, numberPrecision: 0 },
});
const kind = choice('kind', 'Kind', ['a', { name: 'Ten', value: 10 }], '');
const from = dateTime('creationDatetimeFrom', 'Created From', '');

describe('a value as the API wants it', () => {
	test.each<[INodeProperties, unknown, unknown]>([
		[text('tag', 'Tag', ''), ' spring ', 'spring'],
		[text('tag', 'Tag', ''), 42, '42'],
		[text('ips', 'IPs', ''), ['192.0.2.1', 7], ['192.0.2.1', '7']],
		[limit, '3', 3],
		[limit, 9, 9],
		[number('price', 'Price', ''), '0.5', 0.5],
		[flag('on', 'On', ''), 'TRUE', true],
		[flag('on', 'On', ''), false, false],
		[kind, 'a', 'a'],
		[kind, '10', 10],
		[kind, 10, 10],
	])('%j of %j', (property, value, sent) => {
		expect(required(property, value)).toEqual({ [property.name]: sent });
		expect(optional(property, value)).toEqual({ [property.name]: sent });
	});

	test.each([
		['2026-06-01', '2026-06-01T00:00:00+02:00'],
		['2026-01-01T10:00', '2026-01-01T10:00:00+01:00'],
		['2026-01-01 10:00:30.900', '2026-01-01T10:00:30+01:00'],
		['2026-01-01T10:00:00-05:00', '2026-01-01T16:00:00+01:00'],
		['2026-01-01T10:00:00Z', '2026-01-01T11:00:00+01:00'],
	])('a date %s has its offset, and the name that the API has for it', (value, sent) => {
		expect(required(from, value)).toEqual({ 'creationDatetime.from': sent });
	});
});

describe('a value that cannot be one names its parameter', () => {
	test.each<[INodeProperties, unknown, string]>([
		[limit, 'ten', '"Limit" must be a whole number from 1 up to 9'],
		[limit, 0, '"Limit" must be a whole number from 1 up to 9'],
		[limit, 10, '"Limit" must be a whole number from 1 up to 9'],
		[limit, 1.5, '"Limit" must be a whole number from 1 up to 9'],
		[limit, true, '"Limit" must be a whole number from 1 up to 9'],
		[number('price', 'Price', ''), 'x', '"Price" must be a number'],
		[flag('on', 'On', ''), 'yes', '"On" must be true or false'],
		[kind, 'b', '"Kind" cannot be "b"'],
		[from, 'noon', '"Created From" is not a date and time'],
	])('%#: %j', (property, value, message) => {
		expect(() => required(property, value)).toThrow(message);
		expect(() => optional(property, value)).toThrow(message);
	});
});

describe('an empty value', () => {
	test.each([undefined, null, '', '  '])('%j is refused where it is needed', (value) => {
		expect(() => required(text('tag', 'Tag', ''), value)).toThrow('"Tag" is empty');
	});

	test.each([undefined, null, '', '  '])('%j is left out of filters', (value) => {
		expect(optional(text('tag', 'Tag', ''), value)).toEqual({});
	});

	test.each(['', '  '])('%j clears a field in a change', (value) => {
		expect(optional(text('tag', 'Tag', ''), value, 'keep')).toEqual({ tag: '' });
	});

	test('no field that was not set is sent', () => {
		expect(optionalValues(withParameters({}), 0, 'options', [limit, kind])).toEqual({});
	});
});

test.each([
	['batchId', 'batchID'],
	['messageId', 'messageID'],
	['smsOutgoingId', 'smsOutgoingID'],
	['creationDatetimeTo', 'creationDatetime.to'],
])('%s is called %s by the API', (name, apiName) => {
	const property = name.startsWith('creation') ? dateTime(name, 'X', '') : text(name, 'X', '');
	expect(Object.keys(required(property, '2026-01-01'))).toEqual([apiName]);
});
