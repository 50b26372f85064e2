import type { IDataObject } from 'n8n-workflow';

import { accountOf, pathValue } from '../../../src/operations/path';
import { ACCOUNT } from '../../../src/operations/properties';
import { hintAtRemarks } from '../../../src/operations/numbers';
import type { OperationRun } from '../../../src/operations/run';
import { sameForAll } from '../../../src/operations/allItems';
import { collectYielding } from '../../../src/n8n/yielding';
import { optionalValues } from '../../../src/operations/values';
import type { BatchParams, BatchReceivers } from '../../../src/sending/batchRequest';
import type { Replacement } from '../../../src/sms/characters';
import { InputError } from '../../../src/sms/inputError';
import { merger, placeholdersIn, withoutValue } from '../../../src/sms/mailMerge';
import {
	fieldsOf,
	NUMBER_COLUMN,
	ReceiverFileBuilder,
	type Row,
	rowOf,
	valueOf,
} from '../../../src/sms/receiverFile';
import { impossible, receiversOf } from '../../../src/sending/report';
import type { Recipient } from '../../../src/sms/recipients';
import { MOST_OF_BATCH, redirectedText, type Redirected } from '../../../src/sms/redirect';
import type { From, Message } from '../../../src/sending/sendRequest';
import { locators } from '../locators';
import { listOptionsOf } from '../receivers/listOptions';
import { isDryRun, reachedBy, readLimit, readRecipients, redirectionOf } from '../send/checks';
import { type Charged } from '../send/credits';
import { priceFrom } from '../../../src/sending/rates';
import { settleMessage, withPhoneField } from './dragged';
import { CLASS, KEEP_LIST, NAME, WAIT_FOR_COMPLETION } from './properties';
import { checkFields, checkRows, checkStoredList } from './guards';
import { checkCost, readStoredList } from './storedList';
import { chargedOf, firstTexts, measured, readText } from './text';

/** A batch that may be created: everything that can be known before is checked. */
export interface BatchPlan {
	account: string;
	message: Message;
	more: Pick<BatchParams, 'name' | 'class'>;
	/** Whom it goes to; a file has to be stored as a list first. */
	target: BatchReceivers | { csv: string; records: number };
	/** Whether the numbers of a stored list were seen, and held against the guards. */
	listChecked: boolean;
	charged: Charged[];
	/** What cannot be a phone number. */
	refused: Recipient[];
	/** What the output tells beside the batch. */
	report: {
		invalidReceivers: string[];
		duplicates: number;
		replaced?: Replacement[];
		/** For a dry run. */
		texts?: ReturnType<typeof firstTexts>;
	} & Partial<Redirected>;
	keepList: boolean;
	dryRun: boolean;
	/** Whether the output has the most asked for fields of the batch only. */
	simplify: boolean;
	/** Seconds. */
	waitForCompletion: number;
}

/** The batch of an item to the numbers that it gives. */
export async function planTo(run: OperationRun, item: number): Promise<BatchPlan> {
	const options = run.options(item);
	const meant = await readRecipients(run, item, options, false);
	hintAtRemarks(run, meant);
	const redirection = redirectionOf(run, meant);
	const receivers = receiversOf(reachedBy(meant, redirection));
	const { message, replaced } = readText(run, item, false, redirection);
	const invalidReceivers = [...new Set(impossible(meant))];
	const possible = meant.filter(({ receiver }) => receiver !== undefined);
	return {
		...settingsOf(run, item),
		message,
		target: { to: receivers.map(({ receiver }) => receiver) },
		listChecked: false,
		charged: limited([{ receivers, measure: measured(message, options) }], message.from, options),
		refused: meant,
		report: {
			invalidReceivers,
			duplicates: possible.length - receiversOf(meant).length,
			...replacedIn(replaced),
			...redirection,
		},
	};
}

/** The batch of an item to a stored list. */
export async function planList(run: OperationRun, item: number): Promise<BatchPlan> {
	if (run.rules.redirectTo !== undefined) throw notRedirected();
	const options = run.options(item);
	const slotID = pathValue(run, item, locators.receiverList);
	const text = readText(run, item, true);
	const settings = settingsOf(run, item);
	const stored = await readStoredList(run, item, settings.account, slotID);
	checkCost(options, stored);
	const listChecked = await checkStoredList(run, options, settings.account, slotID, stored);
	const names = stored ? placeholdersIn(text.original, stored.columns) : [];
	for (const name of names) {
		if (!stored?.columns.includes(name)) throw withoutValue(name, stored?.columns ?? [], item);
	}
	const charged = stored
		? chargedOf(text, stored.receivers, names, options)
		: [{ receivers: [], measure: measured(text.message, options) }];
	return {
		...settings,
		message: text.message,
		target: { slotID },
		listChecked,
		charged: limited(charged, text.message.from, options),
		refused: [],
		report: {
			invalidReceivers: [],
			duplicates: 0,
			...replacedIn(text.replaced),
			...(settings.dryRun && stored && { texts: firstTexts(text, stored.receivers, names) }),
		},
	};
}

function notRedirected(): InputError {
	return new InputError(
		'Receiver List',
		'cannot be redirected, and the credential has "Redirect To"',
		'Nothing was sent. Choose numbers or the input items as the recipients, or a credential without "Redirect To".',
	);
}

/** One batch of all items: each is a recipient, whose fields go into the text. */
export async function planItems(run: OperationRun): Promise<BatchPlan[]> {
	await sameForAll(run, ACCOUNT.displayName, (item) => accountOf(run, item));
	await settleMessage(run);
	for (const [name, displayName] of Object.entries(SAME)) {
		await sameForAll(run, displayName, (item) => run.text(name, item));
	}
	// A time that is counted from now differs a little for each item.
	await sameForAll(run, 'Options', (item) => ({
		...run.options(item),
		sendAt: undefined,
	}));
	const options = run.options(0);
	const text = readText(run, 0, true);
	const items = run.items.map(({ json }, item) => rowOf(item, json));
	const { rows, numberField } = await withPhoneField(run, items, options);
	const fields = fieldsOf(items);
	const names = placeholdersIn(text.original, [NUMBER_COLUMN, ...fields]);
	checkValues(rows, names);
	checkFields(run, rows, numberField, options);
	const builder = new ReceiverFileBuilder(rows, {
		...listOptionsOf({ ...options, numberField }, run.rules),
		columns: names,
	});
	await collectYielding(builder.adding(rows));
	const file = builder.file();
	const { csv, receivers, refused, invalidReceivers, duplicates, replaced } = file;
	checkRows(run, receivers, options);
	hintAtRemarks(
		run,
		receivers.map(({ recipient }) => recipient),
	);
	const charged = limited(chargedOf(text, receivers, names, options), text.message.from, options);
	const settings = settingsOf(run, 0);
	const plan = {
		...settings,
		message: text.message,
		target: { csv, records: receivers.length },
		listChecked: true,
		charged,
		refused,
		report: {
			invalidReceivers,
			duplicates,
			...replacedIn([...text.replaced, ...replaced]),
			...(settings.dryRun && { texts: firstTexts(text, receivers, names) }),
		},
	};
	if (run.rules.redirectTo === undefined) return [plan];
	const merge = merger(names);
	return receivers.slice(0, MOST_OF_BATCH).map(({ recipient, values }) => {
		const redirection = redirectionOf(run, [recipient]);
		const own = merge(text.message.message, values);
		const message = {
			...text.message,
			message: redirection ? redirectedText(own, redirection) : own,
		};
		const phone = receiversOf(reachedBy([], redirection));
		return {
			...plan,
			message,
			target: { to: phone.map(({ receiver }) => receiver) },
			charged: limited(
				[{ receivers: phone, measure: measured(message, options) }],
				message.from,
				options,
			),
			report: { ...plan.report, ...redirection },
		};
	});
}

const SAME = {
	senderType: 'Sender Type',
	sender: 'Sender',
	virtualNumber: 'Virtual Number',
	messageType: 'Message Type',
};

/** An empty text is a value; a field that is not there is a mistake. */
function checkValues(rows: Row[], names: string[]): void {
	for (const row of rows) {
		for (const name of names) {
			const value = valueOf(row, name);
			const isThere = value !== undefined && value !== null;
			if (isThere || name === NUMBER_COLUMN) continue;
			throw withoutValue(name, Object.keys(row.values), row.item);
		}
	}
}

function settingsOf(run: OperationRun, item: number) {
	const {
		name,
		class: smsClass,
		keepList = false,
		waitForCompletion = 0,
	} = optionalValues(run, item, 'options', [NAME, CLASS, KEEP_LIST, WAIT_FOR_COMPLETION]);
	return {
		account: accountOf(run, item),
		more: {
			...(name !== undefined && { name: String(name) }),
			...(smsClass !== undefined && { class: smsClass as BatchParams['class'] }),
		},
		keepList: keepList === true,
		dryRun: isDryRun(run.options(item)),
		simplify: run.simplifiesFrom1_1(item),
		waitForCompletion: Number(waitForCompletion),
	};
}

/** The credits that the whole run may take are held against all of it. */
function limited(charged: Charged[], from: From, options: IDataObject): Charged[] {
	const maxCredits = readLimit(options);
	const all = { ...priceFrom(from), ...(maxCredits !== undefined && { maxCredits }) };
	return charged.map((one) => ({ ...one, ...all }));
}

function replacedIn(replaced: Replacement[]): { replaced?: Replacement[] } {
	return replaced.length ? { replaced } : {};
}
