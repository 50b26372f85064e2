import type { IDataObject } from 'n8n-workflow';

import type { OperationRun } from '../../../src/operations/run';
import { applyCharacters, type CharacterMode, type Replacement } from '../../../src/sms/characters';
import { inItem } from '../../../src/sms/inputError';
import { checkLeftovers } from '../../../src/sms/leftovers';
import { merger } from '../../../src/sms/mailMerge';
import type { Listed } from '../../../src/sms/receiverFile';
import type { Redirected } from '../../../src/sms/redirect';
import { futureMoment } from '../../../src/sms/schedule';
import { checkText, type Message, senderName } from '../../../src/sending/sendRequest';
import { measureText, type TextMeasure } from '../../../src/sms/text';
import { leftoversAllowed, messageToSend, messageTypeOf, textIn } from '../resources/textOptions';
import { isGiven } from '../../../src/sms/given';
import { checkContact, checkParts, readFrom } from '../send/checks';
import type { Charged } from '../send/credits';

/** The text of a batch, with who it comes from. */
export interface BatchText {
	message: Message;
	/** As the user wrote it: the names in its placeholders are those of the fields. */
	original: string;
	replaced: Replacement[];
}

/**
 * Reads and checks the text of an item's batch and its sender.
 * @param isPersonal whether recipients have values for its placeholders
 * @throws InputError naming the parameter
 */
export function readText(
	run: OperationRun,
	item: number,
	isPersonal: boolean,
	redirection?: Redirected,
): BatchText {
	const options = run.options(item);
	const original = messageToSend(run, item, options, redirection);
	checkText(original);
	const mode = modeFor(isPersonal && original.includes('#'), options);
	const messageType = messageTypeOf(run, item);
	const stopClause = messageType === 'marketing';
	const { text, replaced } = applyCharacters(original, mode, { stopClause });
	const from = readFrom(run, item);
	if (from.senderType === 'sender') senderName(from.sender);
	checkContact(from, text);
	return {
		original,
		replaced,
		message: {
			from,
			message: text,
			messageType,
			...('sendAt' in options && {
				sendAt: futureMoment(options.sendAt, run.client.serverTimestamp(), run.timezone),
			}),
			options: isGiven(options.tag) ? { tag: textIn('Tag', options.tag) } : {},
		},
	};
}

/**
 * How long a text with placeholders becomes is known for each recipient only, and one letter outside
 * of the alphabet makes it dearer for many: it is replaced in any case.
 */
function modeFor(hasValues: boolean, { characters = 'keep' }: IDataObject): CharacterMode {
	return characters === 'replace' && hasValues ? 'replaceAlways' : (characters as CharacterMode);
}

/**
 * The parts of a text, which are charged for each recipient.
 * @throws InputError when they are more than allowed
 */
export function measured({ message, messageType }: Message, options: IDataObject): TextMeasure {
	const measure = measureText(message, { stopClause: messageType === 'marketing' });
	checkParts(measure, options.maxParts);
	return measure;
}

/**
 * What each recipient of a list is charged for: the parts of its own text.
 * @param names of the placeholders in the text
 * @throws InputError naming the item whose text is too long, or cannot be sent
 */
export function chargedOf(
	{ message }: BatchText,
	receivers: Listed[],
	names: string[],
	options: IDataObject,
): Charged[] {
	const merge = merger(names);
	const known = new Map<string, TextMeasure>();
	return receivers.map(({ row, recipient, values }) => {
		try {
			const text = merge(message.message, values);
			const measure = known.get(text) ?? measured({ ...message, message: text }, options);
			if (!known.has(text)) checkPersonal(message.from, text, options);
			known.set(text, measure);
			return { receivers: [recipient], measure };
		} catch (error) {
			throw inItem(error, row.item);
		}
	});
}

const TEXTS_SHOWN = 3;

/** For a dry run: the first texts as their recipients will read them. */
export function firstTexts(
	{ message }: BatchText,
	receivers: Listed[],
	names: string[],
): Array<{ receiver: string; message: string }> {
	const merge = merger(names);
	return receivers.slice(0, TEXTS_SHOWN).map(({ recipient, values }) => ({
		receiver: recipient.receiver,
		message: merge(message.message, values),
	}));
}

/** What the fields of a recipient bring into a text. */
function checkPersonal(from: Message['from'], text: string, options: IDataObject): void {
	checkContact(from, text);
	if (!leftoversAllowed(options)) checkLeftovers(text);
}
