import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { accountOf } from '../../../src/operations/path';
import type { OperationRun } from '../../../src/operations/run';
import { asOption } from '../../../src/operations/values';
import type { From } from '../../../src/sending/sendRequest';
import { receiversOf } from '../../../src/sending/report';
import { numberIn } from '../../../src/sms/given';
import { InputError } from '../../../src/sms/inputError';
import { tidied } from '../../../src/sms/leftovers';
import { redirectedText, type Redirected } from '../../../src/sms/redirect';
import type { ValidRecipient } from '../../../src/sms/recipients';
import { messageToSend, textIn } from '../resources/textOptions';
import { reachedBy, readFrom, readRecipients, redirectionOf } from '../send/checks';
import { deadlineOf } from './deadline';
import { APPROVAL_TYPE, APPROVE, DISAPPROVE, REMIND_AFTER, RESPONSE_TYPE } from './properties';
import { reviewText } from './toolCall';

/** A button of the page. */
export interface Button {
	label: string;
	approved: boolean;
}

/** A question as its parameters ask for it: checked, and not sent yet. */
export interface Question {
	account: string;
	from: From;
	text: string;
	recipients: ValidRecipient[];
	/** None where the answer is a text. */
	buttons: Button[];
	/** Absent without a limit. */
	until?: Date;
	/** Minutes. */
	remindAfter?: number;
	options: IDataObject;
}

/** The one that asks is the first item: all others have to ask the same. */
const ITEM = 0;

/**
 * Reads the question of a run.
 * @throws InputError naming the parameter
 */
export async function readQuestion(run: OperationRun): Promise<Question> {
	checkSame(run);
	const options = run.collection('options', ITEM);
	const account = accountOf(run, ITEM);
	const from = readFrom(run, ITEM);
	if (from.senderType === 'shortNumber') throw noLink();
	const meant = await readRecipients(run, ITEM, options, true);
	const redirection = redirectionOf(run, meant);
	const text = readText(run, options, redirection).trim();
	if (text === '') throw new InputError('Message', 'is empty', 'Write the question.');
	const until = deadlineOf(options, Date.now(), run.timezone);
	const remindAfter = readRemindAfter(options, until);
	return {
		account,
		from,
		text,
		recipients: receiversOf(reachedBy(meant, redirection)),
		buttons: readButtons(run),
		options,
		...(until && { until }),
		...(remindAfter !== undefined && { remindAfter }),
	};
}

/** What an agent asks for is shown as it is, also where it looks unfinished. */
function readText(run: OperationRun, options: IDataObject, redirection?: Redirected): string {
	if (!run.isTool) return messageToSend(run, ITEM, options, redirection);
	const text = tidied('Message', reviewText(run, ITEM));
	return redirection ? redirectedText(text, redirection) : text;
}

/** n8n lets one run of a node wait for one answer: what asks for more would be lost. */
function checkSame(run: OperationRun): void {
	const ASKED = ['account', 'to', 'message', 'senderType', 'sender', 'virtualNumber'];
	for (const name of ASKED) {
		const [first, ...others] = run.items.map((_, item) =>
			JSON.stringify(run.parameter(name, item, '')),
		);
		const other = others.findIndex((value) => value !== first) + 1;
		if (other === 0) continue;
		throw new InputError(
			name === 'to' ? 'To' : name === 'message' ? 'Message' : name,
			`differs between item 0 and item ${other}, and one run of the node asks one question`,
			'Nothing was sent. Put a Loop Over Items node with a batch size of 1 before it, or have an expression take what is the same for all items.',
			other,
		);
	}
}

function noLink(): InputError {
	return new InputError(
		'Sender Type',
		'cannot be the short number here: OVHcloud refuses links through it, and the answer is given on a page',
		'Nothing was sent. Choose a validated sender or a virtual number.',
	);
}

function readButtons(run: OperationRun): Button[] {
	const type = asOption(RESPONSE_TYPE, run.text(RESPONSE_TYPE.name, ITEM) || 'approval');
	if (type === 'freeText') return [];
	const { values } = run.collection('approvalOptions', ITEM);
	const { approvalType = 'single', approveLabel, disapproveLabel } = (values ?? {}) as IDataObject;
	const isDouble = asOption(APPROVAL_TYPE, String(approvalType)) === 'double';
	const labelOf = (label: unknown, otherwise: string) =>
		textIn('Approval Options', label).trim() || otherwise;
	return [
		{ label: labelOf(approveLabel, APPROVE), approved: true },
		...(isDouble ? [{ label: labelOf(disapproveLabel, DISAPPROVE), approved: false }] : []),
	];
}

function readRemindAfter(options: IDataObject, until?: Date): number | undefined {
	if (!(REMIND_AFTER.name in options)) return undefined;
	const { displayName } = REMIND_AFTER as INodeProperties;
	const minutes = numberIn(options.remindAfter);
	if (!Number.isInteger(minutes) || minutes < 1) {
		throw new InputError(
			displayName,
			'must be a whole number above 0',
			'Nothing was sent. Correct it, or remove the option.',
		);
	}
	if (!until || Date.now() + minutes * 60_000 < until.getTime()) return minutes;
	throw new InputError(
		displayName,
		'comes after the end of "Limit Wait Time", when nobody can answer any more',
		'Nothing was sent. Remind earlier, wait longer, or remove the option.',
	);
}
