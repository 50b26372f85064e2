import type { IDataObject } from 'n8n-workflow';

import { collectYielding } from '../../../src/n8n/yielding';
import { asNumber, asSender, readOptionsOf } from '../../../src/operations/numbers';
import type { OperationRun } from '../../../src/operations/run';
import { asBoolean, asOption } from '../../../src/operations/values';
import { contactIn } from '../../../src/sms/contact';
import { isGiven, numberIn } from '../../../src/sms/given';
import { InputError } from '../../../src/sms/inputError';
import { numberRefusal, writing } from '../../../src/sms/numberRefusal';
import { type Recipient, recipientsIn } from '../../../src/sms/recipients';
import { aboutVirtualNumber } from '../../../src/sms/virtualNumbers';
import type { From } from '../../../src/sending/sendRequest';
import { redirectPhone, type Redirected } from '../../../src/sms/redirect';
import { receiversOf } from '../../../src/sending/report';
import type { TextMeasure } from '../../../src/sms/text';
import { SENDER_TYPE } from '../resources/textOptions';
import { checkGuards, checkPieces } from './guards';
import { DRY_RUN } from './options';

/** OVHcloud's guide names six parts as the most. */
export const MOST_PARTS = 6;

const NOTHING_SENT = 'Nothing was sent for this item.';

export async function readRecipients(
	run: OperationRun,
	item: number,
	options: IDataObject,
	failOnInvalid: boolean,
): Promise<Recipient[]> {
	const reading = readOptionsOf(options, run.rules);
	const to = run.parameter('to', item);
	checkPieces(run, 'To', to, options);
	const recipients = await collectYielding(recipientsIn(to, reading));
	if (recipients.length === 0) {
		throw new InputError('To', 'is empty', `${writing(reading)} ${NOTHING_SENT}`);
	}
	const wrong = recipients.filter(({ receiver }) => !receiver);
	if (recipients.length === wrong.length || (failOnInvalid && wrong.length > 0)) {
		const { what, advice } = numberRefusal(wrong, reading);
		throw new InputError('To', what, `${advice} ${NOTHING_SENT}`);
	}
	const receivers = recipients.flatMap(({ receiver }) => receiver ?? []);
	checkGuards(run, 'To', receivers, options);
	return recipients;
}

/** Under "Redirect To" of the credential: whom the message was for. */
export function redirectionOf(run: OperationRun, recipients: Recipient[]): Redirected | undefined {
	const { redirectTo } = run.rules;
	if (redirectTo === undefined) return undefined;
	run.hint(`Everything goes to ${redirectTo}: "Redirect To" of the credential says so`);
	return {
		redirectedTo: redirectTo,
		meantFor: receiversOf(recipients).map(({ receiver }) => receiver),
	};
}

/** Those whom a message really goes to; what cannot be a number is still reported. */
export function reachedBy(recipients: Recipient[], redirection?: Redirected): Recipient[] {
	if (!redirection) return recipients;
	const wrong = recipients.filter(({ receiver }) => receiver === undefined);
	return [...redirectPhone(redirection), ...wrong];
}

/** @throws InputError for a kind of sender that the operation does not know */
export function readFrom(run: OperationRun, item: number): From {
	const senderType = asOption(SENDER_TYPE, run.text(SENDER_TYPE.name, item));
	if (senderType === 'shortNumber') return { senderType };
	if (senderType === 'virtualNumber') {
		const virtualNumber = asNumber('Virtual Number', run.text('virtualNumber', item));
		const remark = aboutVirtualNumber(virtualNumber);
		if (remark) run.hint(`${virtualNumber}: ${remark}`);
		return { senderType, virtualNumber };
	}
	return { senderType: 'sender', sender: asSender('Sender', run.text('sender', item)) };
}

export function checkContact(from: From, text: string): void {
	const contact = from.senderType === 'shortNumber' ? contactIn(text) : undefined;
	if (!contact) return;
	throw new InputError(
		'Message',
		`holds "${contact}", and OVHcloud refuses links and contact details through a short number`,
		'Take it out of the text, or choose a validated sender.',
	);
}

export function checkParts({ parts, encoding }: TextMeasure, maxParts: unknown): void {
	const most = isGiven(maxParts) ? wholeNumber('Max Parts', maxParts) : MOST_PARTS;
	if (parts <= most) return;
	const why =
		encoding === 'unicode'
			? ' It holds characters outside the GSM alphabet, which more than doubles the parts: the option "Characters" can replace them.'
			: '';
	throw new InputError(
		'Message',
		`takes ${parts} SMS parts, more than the ${most} allowed`,
		`Each part is charged for each recipient. Shorten the text, or raise the option "Max Parts".${why}`,
	);
}

/**
 * The most credits that the run may take, where there is a limit.
 * @throws InputError where it was meant and is not there, as for an expression that gives nothing
 */
export function readLimit(options: IDataObject): number | undefined {
	if (!('maxCredits' in options)) return undefined;
	const { maxCredits } = options;
	const limit = numberIn(maxCredits);
	if (Number.isFinite(limit) && limit >= 0) return limit;
	throw new InputError(
		'Max Credits',
		isGiven(maxCredits) ? 'must be a number' : 'is empty',
		'Write credits, such as 50, or remove the option to send without a limit.',
	);
}

/** @throws InputError for what is neither true nor false */
export function isDryRun(options: IDataObject): boolean {
	return 'dryRun' in options && asBoolean(DRY_RUN, options.dryRun);
}

export function wholeNumber(parameter: string, value: unknown): number {
	const number = Number(value);
	if (Number.isInteger(number) && number > 0) return number;
	throw new InputError(parameter, 'must be a whole number above 0', 'Write one, such as 1.');
}
