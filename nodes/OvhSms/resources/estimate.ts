import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { expectObject } from '../../../src/ovh/answers';
import { unreadable } from '../../../src/ovh/call';
import { mapConcurrently } from '../../../src/ovh/concurrency';
import { collectYielding } from '../../../src/n8n/yielding';
import { hintAtRemarks, readOptionsOf } from '../../../src/operations/numbers';
import { eachItem, type Operation } from '../../../src/operations/operation';
import { ACCOUNT } from '../../../src/operations/properties';
import type { OperationRun } from '../../../src/operations/run';
import { applyCharacters, type CharacterMode, type Replacement } from '../../../src/sms/characters';
import { InputError } from '../../../src/sms/inputError';
import { hasRate, priceFrom, Rates } from '../../../src/sending/rates';
import { redirectedText, type Redirected } from '../../../src/sms/redirect';
import { type Recipient, recipientsIn } from '../../../src/sms/recipients';
import { impossible, receiversOf } from '../../../src/sending/report';
import { roundCredits } from '../../../src/sms/split';
import { measureText, type TextMeasure, type TextOptions } from '../../../src/sms/text';
import { reachedBy, readFrom, redirectionOf } from '../send/checks';
import { VIRTUAL_NUMBER } from '../send/options';
import {
	ALLOW_PREMIUM,
	CHARACTERS,
	DEFAULT_COUNTRY,
	MESSAGE_TYPE,
	messageOf,
	messageTypeOf,
	SENDER_TYPE,
} from './textOptions';

const PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		description: 'Text to look at; nothing is sent',
	},
	SENDER_TYPE,
	{ ...VIRTUAL_NUMBER, required: false },
	MESSAGE_TYPE,
	{
		...ACCOUNT,
		description: 'Account whose credits are compared with the cost; may stay empty',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '',
		placeholder: 'e.g. +33612345678',
		description:
			'Recipients, as for Send: prices depend on their countries. May stay empty; nothing is sent.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [ALLOW_PREMIUM, CHARACTERS, DEFAULT_COUNTRY],
	},
];

/** `sms` → `estimate`: what a message would take, without sending it. */
export const estimate: Operation = {
	value: 'estimate',
	name: 'Estimate',
	action: 'Estimate SMS',
	description:
		'Count the characters and parts of a text, and tell what it would cost, without sending it',
	routes: ['POST /sms/estimate', 'GET /sms/rates/destinations'],
	properties: PROPERTIES,
	run: async (run) => {
		const known: Known = { rates: new Rates(run.client), credits: new Map() };
		return await eachItem(async (_, item) => [await estimateItem(run, item, known)])(run);
	},
};

/** What OVHcloud has told already: items share it, so that each thing is asked for once. */
interface Known {
	rates: Rates;
	/** Credits left, by account. */
	credits: Map<string, number>;
}

async function estimateItem(run: OperationRun, item: number, known: Known): Promise<IDataObject> {
	const options = readOptionsOf(run.options(item), run.rules);
	const meant = await collectYielding(recipientsIn(run.parameter('to', item, ''), options));
	const hasReceivers = receiversOf(meant).length > 0;
	const redirection = hasReceivers ? redirectionOf(run, meant) : undefined;
	const text = readText(run, item, redirection);
	const recipients = reachedBy(meant, redirection);
	const cost = await readCost(run, item, recipients, text.parts, known.rates);
	const account = run.text('account', item);
	if (text.ifReplaced && cost) {
		text.ifReplaced.savedCredits = savedCredits(cost, text.parts, text.ifReplaced.savedParts);
	}
	if (!account) return { ...text, ...cost, ...redirection };
	const creditsLeft = known.credits.get(account) ?? (await readCredits(run, account));
	known.credits.set(account, creditsLeft);
	return {
		...text,
		...cost,
		...redirection,
		creditsLeft,
		...(cost && {
			sufficient: cost.unpricedReceivers.length === 0 && cost.credits <= creditsLeft,
		}),
	};
}

type Text = TextMeasure & {
	message?: string;
	replaced?: Replacement[];
	ifReplaced?: Saving;
} & IDataObject;

/** What replacing characters would save, for a text that is kept as it is. */
type Saving = {
	message: string;
	parts: number;
	/** For each recipient. */
	savedParts: number;
	/** For all recipients whose price is known. */
	savedCredits?: number;
};

/** What a text takes less with its foreign characters replaced, where it does. */
function savingOf(text: string, parts: number, options: TextOptions): Saving | undefined {
	const { text: message, replaced } = applyCharacters(text, 'replace', options);
	if (replaced.length === 0) return undefined;
	const { parts: fewer } = measureText(message, options);
	return { message, parts: fewer, savedParts: parts - fewer };
}

/** Credits go with the parts. */
function savedCredits({ credits }: Cost, parts: number, savedParts: number): number {
	return roundCredits((credits / parts) * savedParts);
}

function readText(run: OperationRun, item: number, redirection?: Redirected): Text {
	const own = messageOf(run, item);
	if (own.trim() === '') {
		throw new InputError('Message', 'is empty', 'Write the text to look at.');
	}
	const original = redirection ? redirectedText(own, redirection) : own;
	const mode = (run.options(item).characters || 'keep') as CharacterMode;
	const stopClause = messageTypeOf(run, item) === 'marketing';
	const { text, replaced } = applyCharacters(original, mode, { stopClause });
	const measure = measureText(text, { stopClause });
	const ifReplaced = mode === 'keep' ? savingOf(text, measure.parts, { stopClause }) : undefined;
	return {
		...measure,
		...(mode !== 'keep' && { message: text, replaced }),
		...(ifReplaced && { ifReplaced }),
	} as Text;
}

type Destination = {
	country: string;
	recipients: number;
	creditsPerPart: number;
	credits: number;
};

type Cost = {
	/** For all whose price is known. */
	credits: number;
	/** Different numbers that would get the message. */
	recipients: number;
	destinations: Destination[];
	invalidReceivers: string[];
	/** Numbers in countries for which OVHcloud lists no price. */
	unpricedReceivers: string[];
};

async function readCost(
	run: OperationRun,
	item: number,
	recipients: Recipient[],
	parts: number,
	rates: Rates,
): Promise<Cost | undefined> {
	if (recipients.length === 0) return undefined;
	hintAtRemarks(run, recipients);
	const receivers = receiversOf(recipients);
	const { creditsPerPart: ownPrice } = priceOfSender(run, item);
	const destinations = await mapConcurrently(
		[...countByCountry(receivers)],
		run.concurrentRequests,
		async ([country, count]): Promise<Destination> => {
			const creditsPerPart = ownPrice ?? (await rates.creditsPerPart(country));
			const credits = roundCredits(count * parts * creditsPerPart);
			return { country, recipients: count, creditsPerPart, credits };
		},
	);
	return {
		credits: roundCredits(destinations.reduce((sum, { credits }) => sum + credits, 0)),
		recipients: receivers.length,
		destinations,
		invalidReceivers: [...new Set(impossible(recipients))],
		unpricedReceivers: receivers.flatMap(({ country, receiver }) =>
			hasRate(country) ? [] : [receiver],
		),
	};
}

/** The sender itself may stay open here; only virtual numbers have prices of their own. */
function priceOfSender(run: OperationRun, item: number): { creditsPerPart?: number } {
	if (run.text('senderType', item) !== 'virtualNumber') return {};
	return priceFrom(readFrom(run, item));
}

/** In order of appearance. */
function countByCountry(receivers: Recipient[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { country } of receivers) {
		if (hasRate(country)) counts.set(country, (counts.get(country) ?? 0) + 1);
	}
	return counts;
}

async function readCredits(run: OperationRun, account: string): Promise<number> {
	const call = { route: 'GET /sms/{serviceName}', path: { serviceName: account } } as const;
	const { creditsLeft } = expectObject(call, await run.client.read(call));
	if (typeof creditsLeft === 'number') return creditsLeft;
	throw unreadable(call, 'none', 'the credits left were expected');
}
