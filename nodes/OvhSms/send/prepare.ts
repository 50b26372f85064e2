import type { IDataObject } from 'n8n-workflow';

import { accountOf } from '../../../operations/path';
import type { OperationRun } from '../../../operations/run';
import { applyCharacters, type CharacterMode, type Replacement } from '../../../sms/characters';
import { contactIn } from '../../../sms/contact';
import { InputError } from '../../../sms/inputError';
import type { SendItem } from '../../../sms/plan';
import { parseRecipients, type Recipient } from '../../../sms/recipients';
import { impossible, receiversOf } from '../../../sms/report';
import { futureMoment } from '../../../sms/schedule';
import { type From, type Message, sendCall } from '../../../sms/sendRequest';
import { checkTag, onceTag } from '../../../sms/tag';
import { measureText, type TextMeasure } from '../../../sms/text';
import { messageTypeOf } from '../resources/textOptions';

/** An item that may be sent: everything that can be known before is checked. */
export interface Prepared extends SendItem {
	/** Each number once. */
	receivers: Recipient[];
	measure: TextMeasure;
	replaced: Replacement[];
	dryRun: boolean;
	/** Whether a refused number fails the item. */
	failOnInvalid: boolean;
	/** The most that the whole run may cost, in credits. */
	maxCredits?: number;
}

/** OVHcloud's guide names six parts as the most. */
const MOST_PARTS = 6;

/** Reads and checks items; texts and lists that items share are looked at once. */
export class Preparation {
	private readonly texts = new Map<
		string,
		{ measure: TextMeasure; replaced: Replacement[]; text: string }
	>();

	/** OVHcloud's time when the run began: the same for all items, so that they can share requests. */
	private readonly now: number;

	constructor(private readonly run: OperationRun) {
		this.now = run.client.serverTimestamp();
	}

	/** @throws InputError naming the parameter */
	read(item: number): Prepared {
		const { run } = this;
		const options = run.collection('options', item);
		const account = accountOf(run, item);
		const failOnInvalid = options.onInvalidReceivers === 'fail';
		const recipients = readRecipients(run, item, options, failOnInvalid);
		const { text, measure, replaced } = this.readText(item, options);
		const message = this.readMessage(item, options, text);
		const receivers = receiversOf(recipients);
		// What the request itself would refuse is better known now.
		sendCall(account, [], message, this.now);
		return {
			item,
			account,
			message,
			recipients,
			receivers,
			measure,
			replaced,
			once: options.onceKey !== undefined,
			dryRun: options.dryRun === true,
			failOnInvalid,
			...(isGiven(options.maxCredits) && { maxCredits: readLimit(options.maxCredits) }),
		};
	}

	private readText(item: number, options: IDataObject) {
		const { run } = this;
		const original = String(run.parameter('message', item, '') ?? '');
		const stopClause = messageTypeOf(run, item) === 'marketing';
		const mode = (options.characters ?? 'keep') as CharacterMode;
		const key = JSON.stringify([original, stopClause, mode]);
		const known = this.texts.get(key) ?? prepareText(original, stopClause, mode);
		this.texts.set(key, known);
		checkParts(known.measure, options.maxParts);
		return known;
	}

	private readMessage(item: number, options: IDataObject, text: string): Message {
		const { run } = this;
		const from = readFrom(run, item);
		checkContact(from, text);
		const tag = readTag(options);
		return {
			from,
			message: text,
			messageType: messageTypeOf(run, item),
			...(isGiven(options.sendAt) && {
				sendAt: futureMoment(options.sendAt, this.now, run.timezone),
			}),
			options: {
				...wanted(options, ['charset', 'class', 'coding', 'priority']),
				...(tag && { tag }),
				...(isGiven(options.validityPeriod) && {
					validityPeriod: wholeNumber('Validity Period (Minutes)', options.validityPeriod),
				}),
			},
		};
	}
}

function prepareText(original: string, stopClause: boolean, mode: CharacterMode) {
	const { text, replaced } = applyCharacters(original, mode, { stopClause });
	return { text, replaced, measure: measureText(text, { stopClause }) };
}

function readRecipients(
	run: OperationRun,
	item: number,
	options: IDataObject,
	failOnInvalid: boolean,
): Recipient[] {
	const country = isGiven(options.defaultCountry) ? String(options.defaultCountry) : undefined;
	const recipients = parseRecipients(run.parameter('to', item), country);
	const wrong = impossible(recipients);
	if (recipients.length === wrong.length || (failOnInvalid && wrong.length > 0)) {
		throw new InputError(
			'To',
			wrong.length ? `holds no phone number: ${listed(wrong)}` : 'is empty',
			'Write numbers with their country code, such as +33612345678 or 0033612345678, or set the option "Default Country" for national numbers. Nothing was sent for this item.',
		);
	}
	return recipients;
}

function listed(values: string[]): string {
	const shown = values.slice(0, 5).map((value) => `"${value.slice(0, 40)}"`);
	return [...shown, ...(values.length > 5 ? [`and ${values.length - 5} more`] : [])].join(', ');
}

function readFrom(run: OperationRun, item: number): From {
	const senderType = run.text('senderType', item);
	if (senderType === 'shortNumber') return { senderType };
	if (senderType === 'virtualNumber') {
		return { senderType, virtualNumber: run.text('virtualNumber', item) };
	}
	return { senderType: 'sender', sender: run.text('sender', item) };
}

function checkContact(from: From, text: string): void {
	const contact = from.senderType === 'shortNumber' ? contactIn(text) : undefined;
	if (!contact) return;
	throw new InputError(
		'Message',
		`holds "${contact}", and OVHcloud refuses links and contact details through a short number`,
		'Take it out of the text, or choose a validated sender.',
	);
}

function checkParts({ parts, encoding }: TextMeasure, maxParts: unknown): void {
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

function readTag({ tag, onceKey }: IDataObject): string | undefined {
	if (isGiven(tag) && onceKey !== undefined) {
		throw new InputError(
			'Once Key',
			'cannot be combined with a tag',
			'The once key becomes the tag of the message. Remove one of the two options.',
		);
	}
	// An expression that gives nothing must not send without the protection that it was meant for.
	if (onceKey !== undefined) return onceTag(String(onceKey ?? '').trim());
	return isGiven(tag) ? checkTag(String(tag)) : undefined;
}

function wanted(options: IDataObject, names: string[]): Message['options'] {
	return Object.fromEntries(
		names.filter((name) => isGiven(options[name])).map((name) => [name, String(options[name])]),
	);
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && String(value).trim() !== '';
}

function readLimit(value: unknown): number {
	const limit = Number(value);
	if (Number.isFinite(limit) && limit >= 0) return limit;
	throw new InputError('Max Credits', 'must be a number', 'Write credits, such as 50.');
}

function wholeNumber(parameter: string, value: unknown): number {
	const number = Number(value);
	if (Number.isInteger(number) && number > 0) return number;
	throw new InputError(parameter, 'must be a whole number above 0', 'Correct it.');
}
