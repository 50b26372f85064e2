import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { OperationRun } from '../../../src/operations/run';
import { countryCodes, outsideOf } from '../../../src/sms/countries';
import { isGiven, numberIn } from '../../../src/sms/given';
import { InputError } from '../../../src/sms/inputError';
import { COUNTRIES, piecesOf } from '../../../src/sms/recipients';
import { checkAllowed } from '../../../src/sms/rules';

export const ALLOWED_COUNTRIES: INodeProperties = {
	displayName: 'Allowed Countries',
	name: 'allowedCountries',
	type: 'multiOptions',
	options: COUNTRIES,
	default: ['FR'],
	description:
		'Countries to which this node may send. An item with a number of another country is refused as a whole. French overseas departments are countries of their own here, with prices of their own.',
};

export const MAX_RECIPIENTS: INodeProperties = {
	displayName: 'Max Recipients',
	name: 'maxRecipients',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 1,
	description:
		'Most different numbers that one item may text; an item with more is refused as a whole. Without it there is no limit, but for the tool of an AI agent, where it is 1.',
};

/**
 * Holds those whom an item would text against the guards of the node and of the credential.
 * @param receivers in E.164
 * @throws InputError naming the guard
 */
export function checkGuards(
	run: OperationRun,
	parameter: string,
	receivers: string[],
	options: IDataObject,
): void {
	checkAllowed(run.rules, parameter, receivers);
	checkCountries(parameter, receivers, options);
	checkCount(run, parameter, new Set(receivers), options);
}

/** Whether whom a message reaches has to be known before it is sent. */
export function hasGuards(run: OperationRun, options: IDataObject): boolean {
	const { allowedCountries, redirectTo } = run.rules;
	const byCredential = allowedCountries !== undefined || redirectTo !== undefined;
	return byCredential || 'allowedCountries' in options || mostRecipients(run, options) < Infinity;
}

function checkCountries(parameter: string, receivers: string[], options: IDataObject): void {
	if (!('allowedCountries' in options)) return;
	const { displayName } = ALLOWED_COUNTRIES;
	const allowed = countryCodes(displayName, options.allowedCountries);
	if (allowed.length === 0) {
		throw new InputError(
			displayName,
			'is empty',
			'Nothing was sent. Choose countries, or remove the option to send to all of them.',
		);
	}
	const what = outsideOf(allowed, receivers, `the option "${displayName}"`);
	if (!what) return;
	throw new InputError(
		parameter,
		what,
		'Nothing was sent for this item. Take these numbers out, or add the country to the option.',
	);
}

function checkCount(
	run: OperationRun,
	parameter: string,
	receivers: Set<string>,
	options: IDataObject,
): void {
	const most = mostRecipients(run, options);
	const { size } = receivers;
	if (size > most) throw tooMany(run, parameter, size, most, options);
	checkHour(run, parameter, receivers, most);
}

/** Pieces beside the allowed recipients that may be the same number, or none. */
const MOST_OTHERS = 100;

/**
 * Refuses, unread, what holds far more pieces than recipients are allowed: reading a number takes
 * time, and strangers may fill in the field.
 * @throws InputError
 */
export function checkPieces(
	run: OperationRun,
	parameter: string,
	value: unknown,
	options: IDataObject,
): void {
	const most = mostRecipients(run, options);
	if (most === Infinity) return;
	const { size } = new Set(piecesOf(value));
	if (size > 2 * most + MOST_OTHERS) throw tooMany(run, parameter, size, most, options);
}

function tooMany(
	run: OperationRun,
	parameter: string,
	size: number,
	most: number,
	options: IDataObject,
): InputError {
	const isUnsaid = !('maxRecipients' in options);
	return new InputError(
		parameter,
		`holds ${size} recipients, and ${
			isUnsaid
				? `an AI agent's tool may text ${most}`
				: `the option "Max Recipients" allows ${most}`
		} for each ${run.isTool ? 'call' : 'item'}`,
		isUnsaid
			? 'Nothing was sent. Text them one by one, or have the builder of the workflow add the option "Max Recipients" to the tool to allow more.'
			: 'Nothing was sent for this item. Send to fewer recipients, or raise the option.',
	);
}

/** A tool that is called through MCP can be called any number of times: there the hour counts. */
function checkHour(
	run: OperationRun,
	parameter: string,
	receivers: Set<string>,
	most: number,
): void {
	const before = run.textedBefore;
	if (!before) return;
	const added = [...receivers].filter((receiver) => !before.has(receiver));
	if (added.length > 0 && before.size + added.length > most) {
		throw new InputError(
			parameter,
			`holds ${added.length} recipients beside the ${before.size} of the last hour, and "Max Recipients" of this tool allows ${most} in an hour, since it is called through MCP`,
			'Nothing was sent. Wait, or have the builder of the workflow raise the option "Max Recipients" of the tool.',
		);
	}
	for (const receiver of receivers) before.set(receiver, Date.now());
}

/** @throws InputError where it was meant and is not there, as for an expression that gives nothing */
function mostRecipients(run: OperationRun, options: IDataObject): number {
	if (!('maxRecipients' in options)) return run.isTool ? 1 : Infinity;
	const { maxRecipients } = options;
	const most = numberIn(maxRecipients);
	if (Number.isInteger(most) && most > 0) return most;
	throw new InputError(
		MAX_RECIPIENTS.displayName,
		isGiven(maxRecipients) ? 'must be a whole number above 0' : 'is empty',
		'Nothing was sent. Write a number, such as 1, or remove the option.',
	);
}
