import type { IDataObject } from 'n8n-workflow';

import { accountOf } from '../../../operations/path';
import type { OperationRun } from '../../../operations/run';
import { applyCharacters, type CharacterMode, type Replacement } from '../../../sms/characters';
import { InputError } from '../../../sms/inputError';
import type { SendItem } from '../../../sms/plan';
import type { Recipient } from '../../../sms/recipients';
import { receiversOf } from '../../../sms/report';
import { futureMoment } from '../../../sms/schedule';
import { type Message, sendCall } from '../../../sms/sendRequest';
import { checkTag, onceTag } from '../../../sms/tag';
import { measureText, type TextMeasure } from '../../../sms/text';
import { messageTypeOf } from '../resources/textOptions';
import {
	checkContact,
	checkParts,
	isGiven,
	readFrom,
	readLimit,
	readRecipients,
	wholeNumber,
} from './checks';

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
