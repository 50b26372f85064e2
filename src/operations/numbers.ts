import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../sms/inputError';
import { numberRefusal } from '../sms/numberRefusal';
import { parseRecipients, type ReadOptions, type Recipient } from '../sms/recipients';
import type { Rules } from '../sms/rules';
import type { OperationRun } from './run';

/**
 * How numbers are read with these options of an operation or a trigger. The one place that knows
 * where a default country comes from.
 * @param rules of the credential: the option goes before its default country
 */
export function readOptionsOf(
	{ defaultCountry, allowPremium }: IDataObject = {},
	rules: Rules = {},
): ReadOptions {
	const country = String(defaultCountry ?? '').trim() || rules.defaultCountry;
	const allows =
		String(allowPremium ?? '')
			.trim()
			.toLowerCase() === 'true';
	return { ...(country && { defaultCountry: country }), ...(allows && { allowPremium: true }) };
}

/** Nothing is sent to what is looked up, so that any number will do. */
const LOOKED_UP = { allowPremium: true, allowLostPlus: true };

/**
 * Numbers that something is looked up by, in E.164, from one or several in a parameter. Short
 * numbers, which have no country code, stay as they are.
 * @throws InputError naming those that cannot be read
 */
export function readNumbers(parameter: string, value: unknown, rules: Rules = {}): string[] {
	const reading = { ...readOptionsOf({}, rules), ...LOOKED_UP };
	const recipients = parseRecipients(value, reading);
	const wrong = recipients.filter(({ input, receiver }) => !receiver && !isShort(input));
	if (wrong.length > 0) {
		const { what, advice } = numberRefusal(wrong, reading);
		throw new InputError(parameter, what, advice);
	}
	return recipients.map(({ input, receiver }) => receiver ?? input);
}

/**
 * The same for senders, which may be names, too: those hold a letter.
 * @throws InputError
 */
export function readSenders(parameter: string, value: unknown, rules: Rules = {}): string[] {
	return parseRecipients(value, LOOKED_UP).flatMap(({ input }) =>
		/\p{L}/u.test(input) ? [input] : readNumbers(parameter, input, rules),
	);
}

/**
 * A sender to send from, or to read: a name, or a number, in OVHcloud's own spelling where the value
 * has it.
 * @throws InputError
 */
export function asSender(parameter: string, value: string): string {
	if (/\p{L}/u.test(value) || /^\+?\d*$/.test(value)) return value;
	return one(parameter, readNumbers(parameter, value));
}

/**
 * A number of OVHcloud's, even one that nobody could read, if it is in OVHcloud's own spelling.
 * @throws InputError
 */
export function asNumber(parameter: string, value: string): string {
	if (value === '' || /^\+\d+$/.test(value)) return value;
	return one(parameter, readNumbers(parameter, value));
}

/** @throws InputError for several values where there can be one only */
export function one(parameter: string, [first = '', ...others]: string[]): string {
	if (others.length === 0) return first;
	throw new InputError(parameter, 'holds several values', 'Give one of them.');
}

/** As OVHcloud's own numbers for replies. */
function isShort(input: string): boolean {
	return /^\d{3,6}$/.test(input);
}

const MOST_SHOWN = 5;

/** Shows what is to be known of numbers beside the output, where the output has no place for it. */
export function hintAtRemarks(run: OperationRun, recipients: Recipient[]): void {
	const byRemark = new Map<string, string[]>();
	for (const { receiver = '', remark } of recipients) {
		if (!remark) continue;
		const numbers = byRemark.get(remark);
		if (numbers) numbers.push(receiver);
		else byRemark.set(remark, [receiver]);
	}
	for (const [remark, numbers] of byRemark) {
		const more = numbers.length - MOST_SHOWN;
		const shown = numbers.slice(0, MOST_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
		run.hint(`${shown}: ${remark}`);
	}
}
