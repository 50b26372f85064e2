import type { OperationRun } from '../../../src/operations/run';
import { attempt } from '../../../src/operations/settle';
import { Dispatcher } from '../../../src/sending/dispatch';
import type { SendItem } from '../../../src/sending/plan';
import { priceFrom } from '../../../src/sending/rates';
import type { RecipientResult } from '../../../src/sending/report';
import type { Message } from '../../../src/sending/sendRequest';
import { type Budget, Sending } from '../../../src/sending/sending';
import { InputError } from '../../../src/sms/inputError';
import type { ValidRecipient } from '../../../src/sms/recipients';
import { readLimit } from '../send/checks';
import { checkCredits } from '../send/credits';
import type { Written } from './cost';
import type { Question } from './question';

/** One SMS to one recipient: each has an address of its own. */
export interface Letter extends SendItem {
	receiver: string;
	receivers: ValidRecipient[];
	measure: Written['measure'];
	creditsPerPart?: number;
	maxCredits?: number;
}

/** A recipient, and the text for this one alone. */
export interface Addressed extends Written {
	recipient: ValidRecipient;
}

/**
 * The SMS of a question: to each recipient the text with the address of the page.
 * @param sendAt in seconds since 1970; at once where absent
 * @param item tells them in the journal from what else the run sends to the same numbers
 */
export function lettersOf(
	run: OperationRun,
	{ account, from, options }: Question,
	addressed: Addressed[],
	item: number,
	sendAt?: number,
): Letter[] {
	const maxCredits = readLimit(options);
	return addressed.map(({ recipient, text, measure }) => {
		const message: Message = {
			from,
			message: text,
			messageType: 'transactional',
			...(sendAt !== undefined && { sendAt }),
			options: {},
		};
		return {
			item,
			account,
			message,
			once: false,
			receiver: recipient.receiver,
			recipients: [recipient],
			receivers: [recipient],
			measure,
			...priceFrom(from),
			...(maxCredits !== undefined && { maxCredits }),
			source: () => run.sourceOf(0),
		};
	});
}

/** What became of a letter, or why nothing did. */
export type Sent = { receiver: string } & (
	| Pick<RecipientResult, 'status' | 'id'>
	| { error: unknown }
);

/** A letter with what is known of it from earlier tries. */
export interface Posted {
	letter: Letter;
	sending: Sending<Letter>;
}

/** Letters go out one by one, since each is a request of its own: its text is nobody else's. */
export function postings(run: OperationRun, letters: Letter[]): Posted[] {
	const dispatcher = new Dispatcher(run.client, true);
	return letters.map((letter) => ({
		letter,
		sending: new Sending([letter], dispatcher, run.journal, {
			name: run.name,
			preventDuplicates: true,
			stopsAtFailure: false,
			concurrentRequests: 1,
			combine: false,
		}),
	}));
}

/** @throws InputError where "Max Credits" does not allow them all */
export async function budgetOf(run: OperationRun, posted: Posted[]): Promise<Budget | undefined> {
	const charged = posted.map(({ letter, sending }) => ({
		...letter,
		receivers: sending.outcomes.missing(letter),
	}));
	const reserved = posted.reduce((sum, { sending }) => sum + sending.reserved, 0);
	return await checkCredits(run, charged, reserved);
}

export async function post({ letter, sending }: Posted, budget?: Budget): Promise<Sent> {
	await sending.send(budget);
	const result = attempt(() => sending.outcomes.resultOf(letter, refusalOf));
	const { receiver } = letter;
	if ('error' in result) return { receiver, error: result.error };
	const [{ status, id } = { status: 'unknown' as const }] = result.value.recipients;
	return { receiver, status, ...(id !== undefined && { id }) };
}

function refusalOf(
	_: Letter,
	{ validReceivers, invalidReceivers }: { validReceivers: string[]; invalidReceivers: string[] },
): InputError | undefined {
	if (validReceivers.length > 0) return undefined;
	return new InputError(
		'To',
		`was refused by OVHcloud: ${invalidReceivers.join(', ')}`,
		'Check the number, and whether its owner has opted out (STOP).',
	);
}
