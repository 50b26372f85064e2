import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { accountOf } from '../../../src/operations/path';
import type { OperationRun } from '../../../src/operations/run';
import { asOption } from '../../../src/operations/values';
import { applyCharacters, type CharacterMode, type Replacement } from '../../../src/sms/characters';
import { isGiven } from '../../../src/sms/given';
import { InputError } from '../../../src/sms/inputError';
import type { SendItem } from '../../../src/sending/plan';
import type { ValidRecipient } from '../../../src/sms/recipients';
import type { Redirected } from '../../../src/sms/redirect';
import { receiversOf } from '../../../src/sending/report';
import { futureMoment, WholeMinutes } from '../../../src/sms/schedule';
import { type Message, sendCall } from '../../../src/sending/sendRequest';
import { priceFrom } from '../../../src/sending/rates';
import { onceTag } from '../../../src/sending/tag';
import { measureText, type TextMeasure } from '../../../src/sms/text';
import { messageToSend, messageTypeOf, textIn } from '../resources/textOptions';
import {
	checkContact,
	checkParts,
	isDryRun,
	readFrom,
	readLimit,
	reachedBy,
	readRecipients,
	redirectionOf,
	wholeNumber,
} from './checks';
import { quietMoments } from './quiet';
import { CHARSET, CLASS, CODING, ON_INVALID_RECEIVERS, PRIORITY } from './properties';

/** An item that may be sent: everything that can be known before is checked. */
export interface Prepared extends SendItem {
	/** Each number once. */
	receivers: ValidRecipient[];
	measure: TextMeasure;
	replaced: Replacement[];
	dryRun: boolean;
	/** Whether a refused number fails the item. */
	failOnInvalid: boolean;
	/** The most that the whole run may cost, in credits. */
	maxCredits?: number;
	/** Under "Redirect To" of the credential. */
	redirection?: Redirected;
	/** The option, for what leaves later than it was read. */
	quietHours?: unknown;
}

/** Reads and checks items; texts and lists that items share are looked at once. */
export class Preparation {
	private readonly texts = new Map<
		string,
		{ measure: TextMeasure; replaced: Replacement[]; text: string }
	>();

	/** OVHcloud's time when the run began: the same for all items, so that they can share requests. */
	private readonly now: number;

	private readonly minutes: WholeMinutes;

	constructor(private readonly run: OperationRun) {
		this.now = run.client.serverTimestamp();
		this.minutes = new WholeMinutes(this.now);
	}

	/** @throws InputError naming the parameter */
	async read(item: number): Promise<Prepared> {
		const { run } = this;
		const options = run.options(item);
		const account = accountOf(run, item);
		const { onInvalidReceivers } = chosen(options, [ON_INVALID_RECEIVERS]);
		const failOnInvalid = onInvalidReceivers === 'fail';
		const meant = await readRecipients(run, item, options, failOnInvalid);
		const redirection = redirectionOf(run, meant);
		const recipients = reachedBy(meant, redirection);
		const { text, measure, replaced } = this.readText(item, options, redirection);
		const message = this.readMessage(item, options, text, redirection);
		const receivers = receiversOf(recipients);
		const moments = this.momentsOf(options, receivers, message.sendAt);
		const maxCredits = readLimit(options);
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
			...priceFrom(message.from),
			once: 'onceKey' in options,
			dryRun: isDryRun(options),
			failOnInvalid,
			source: () => run.sourceOf(item),
			...(maxCredits !== undefined && { maxCredits }),
			...(redirection && { redirection }),
			...(moments && { moments }),
			...('quietHours' in options && { quietHours: options.quietHours }),
		};
	}

	private momentsOf(
		options: IDataObject,
		receivers: ValidRecipient[],
		sendAt?: number,
	): Map<string, number> | undefined {
		if (!('quietHours' in options)) return undefined;
		const { now, minutes, run } = this;
		const moments = quietMoments(options.quietHours, receivers, sendAt ?? now, run.timezone);
		return new Map([...moments].map(([receiver, moment]) => [receiver, minutes.of(moment)]));
	}

	private readText(item: number, options: IDataObject, redirection?: Redirected) {
		const { run } = this;
		const original = messageToSend(run, item, options, redirection);
		const stopClause = messageTypeOf(run, item) === 'marketing';
		const mode = (options.characters || 'keep') as CharacterMode;
		const key = JSON.stringify([original, stopClause, mode]);
		const known = this.texts.get(key) ?? prepareText(original, stopClause, mode);
		this.texts.set(key, known);
		checkParts(known.measure, options.maxParts);
		return known;
	}

	private readMessage(
		item: number,
		options: IDataObject,
		text: string,
		redirection?: Redirected,
	): Message {
		const { run } = this;
		const from = readFrom(run, item);
		checkContact(from, text);
		const tag = readTag(options, run.expressionOf('options', 'onceKey'), redirection);
		return {
			from,
			message: text,
			messageType: messageTypeOf(run, item),
			...('sendAt' in options && {
				sendAt: this.minutes.of(futureMoment(options.sendAt, this.now, run.timezone)),
			}),
			options: {
				...chosen(options, [CHARSET, CLASS, CODING, PRIORITY]),
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

function readTag(
	options: IDataObject,
	expression?: string,
	redirection?: Redirected,
): string | undefined {
	const { tag, onceKey } = options;
	const isOnce = 'onceKey' in options;
	if (isGiven(tag) && isOnce) {
		throw new InputError(
			'Once Key',
			'cannot be combined with a tag',
			'The once key becomes the tag of the message. Remove one of the two options.',
		);
	}
	// An expression that gives nothing must not send without the protection that it was meant for.
	if (isOnce) {
		const tag = onceTag(textIn('Once Key', onceKey).trim(), expression);
		// The key is for each recipient, and here all of them are one phone.
		return redirection ? onceTag(`${tag} ${redirection.meantFor.join(' ')}`) : tag;
	}
	return isGiven(tag) ? textIn('Tag', tag) : undefined;
}

/**
 * The options that are given, of those that are chosen from a list.
 * @throws InputError for a value that OVHcloud would refuse, after other items were sent
 */
function chosen(options: IDataObject, properties: INodeProperties[]): Record<string, string> {
	return Object.fromEntries(
		properties
			.filter(({ name }) => isGiven(options[name]))
			.map((property) => {
				const value = String(options[property.name]).trim();
				return [property.name, String(asOption(property, value))];
			}),
	);
}
