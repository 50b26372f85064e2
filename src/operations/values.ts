import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../sms/inputError';
import { momentOf } from '../sms/schedule';
import type { Rules } from '../sms/rules';
import { one, readNumbers, readSenders } from './numbers';
import { located } from './fields';
import type { OperationRun } from './run';

/** Where the API's name is not the parameter's: n8n allows no dots, and writes `Id`. */
const API_NAMES: Record<string, string> = {
	batchId: 'batchID',
	creationDatetimeFrom: 'creationDatetime.from',
	creationDatetimeTo: 'creationDatetime.to',
	messageId: 'messageID',
	smsOutgoingId: 'smsOutgoingID',
};

function apiName(parameter: string): string {
	return API_NAMES[parameter] ?? parameter;
}

/**
 * Values of parameters that a call needs, by the API's names.
 * @throws InputError naming the parameter that is empty or not of its type
 */
export function requiredValues(
	run: OperationRun,
	item: number,
	properties: INodeProperties[],
): IDataObject {
	return Object.fromEntries(
		properties.map((property) => {
			const value = run.parameter(property.name, item, '');
			if (isEmpty(value)) {
				throw new InputError(
					property.displayName,
					'is empty',
					'Fill it in. If an expression fills it, check that it has a value for this item.',
				);
			}
			return [apiName(property.name), converted(property, value, run)];
		}),
	);
}

/**
 * Values of the parameters that are set in a collection, by the API's names.
 * @param empty what becomes of those that are set and empty: `omit` for filters and new objects,
 * `keep` where an empty text clears a field
 * @throws InputError naming the parameter that is not of its type
 */
export function optionalValues(
	run: OperationRun,
	item: number,
	collection: string,
	properties: INodeProperties[],
	empty: 'omit' | 'keep' = 'omit',
): IDataObject {
	const set = run.collection(collection, item);
	return Object.fromEntries(
		properties.flatMap((property) => {
			const value = located(set[property.name]);
			if (value === undefined || value === null) return [];
			if (isEmpty(value)) return empty === 'keep' ? [[apiName(property.name), '']] : [];
			return [[apiName(property.name), converted(property, value, run)]];
		}),
	);
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/** A value as the API wants it, for the type of its parameter. */
function converted(
	property: INodeProperties,
	value: unknown,
	{ timezone, rules }: Pick<OperationRun, 'timezone' | 'rules'>,
): string | number | boolean | string[] {
	switch (property.type) {
		case 'number':
			return asNumber(property, value);
		case 'boolean':
			return asBoolean(property, value);
		case 'dateTime':
			return momentOf(property.displayName, value, timezone);
		case 'options':
			return asOption(property, String(value).trim());
		default:
			return asText(property, value, rules);
	}
}

/** Phone numbers by the API's names; those of senders may be names, too. */
const PHONES = new Set(['homeMobile', 'homePhone', 'receiver', 'workMobile', 'workPhone']);

/** A text as it is, or in E.164 what is a phone number. */
function asText(
	{ name, displayName }: INodeProperties,
	value: unknown,
	rules: Rules,
): string | string[] {
	if (name !== 'sender' && !PHONES.has(name)) {
		return Array.isArray(value) ? value.map(String) : String(value).trim();
	}
	const read = name === 'sender' ? readSenders : readNumbers;
	return one(displayName, read(displayName, value, rules));
}

function asNumber({ displayName, typeOptions = {} }: INodeProperties, value: unknown): number {
	const { minValue = -Infinity, maxValue = Infinity, numberPrecision } = typeOptions;
	const number = typeof value === 'boolean' ? NaN : Number(value);
	const whole = numberPrecision === 0;
	if (Number.isFinite(number) && number >= minValue && number <= maxValue) {
		if (!whole || Number.isInteger(number)) return number;
	}
	const range = [
		minValue > -Infinity && `from ${minValue}`,
		maxValue < Infinity && `up to ${maxValue}`,
	].filter(Boolean);
	throw new InputError(
		displayName,
		`must be ${[`a ${whole ? 'whole ' : ''}number`, ...range].join(' ')}`,
		'Correct the value.',
	);
}

/** @throws InputError for what is neither, such as an expression that gave nothing */
export function asBoolean({ displayName }: INodeProperties, value: unknown): boolean {
	const text = String(value).trim().toLowerCase();
	if (text === 'true' || text === 'false') return text === 'true';
	throw new InputError(displayName, 'must be true or false', 'Correct the value.');
}

/** @throws InputError for what is none of the parameter's options */
export function asOption(
	{ displayName, options = [] }: INodeProperties,
	value: string,
): string | number {
	const values = options.flatMap((option) => ('value' in option ? [option.value] : []));
	const found = values.find((known) => String(known) === value);
	if (found !== undefined) return found as string | number;
	const shown = values.length > 20 ? [...values.slice(0, 20), '…'] : values;
	throw new InputError(
		displayName,
		`cannot be "${value}"`,
		`Choose one from the list (${shown.join(', ')}).`,
	);
}
