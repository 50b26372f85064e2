import { SEND_AND_WAIT_OPERATION } from 'n8n-workflow';

import type { Operation, Outcome } from '../../../src/operations/operation';
import type { OperationRun } from '../../../src/operations/run';
import { settle } from '../../../src/operations/settle';
import { InputError } from '../../../src/sms/inputError';
import { WholeMinutes } from '../../../src/sms/schedule';
import { addressFor, checkAddress } from './address';
import { type Addressed, budgetOf, lettersOf, post, type Posted, postings, type Sent } from './ask';
import { writeQuestion } from './cost';
import type { Kept, Reminder } from './kept';
import { WAIT_PROPERTIES } from './properties';
import { type Question, readQuestion } from './question';

/**
 * `sms` → `sendAndWait`. n8n saves the execution and ends it; the answer on the page, or the end of
 * the time, has it go on.
 */
export const sendAndWait: Operation = {
	value: SEND_AND_WAIT_OPERATION,
	name: 'Send and Wait for Response',
	action: 'Send SMS and wait for response',
	description:
		'Ask people by SMS, and go on with the first answer that is given on the page behind the link. This costs credits for each recipient and part.',
	routes: [
		'POST /sms/{serviceName}/jobs',
		'POST /sms/{serviceName}/virtualNumbers/{number}/jobs',
		'DELETE /sms/{serviceName}/jobs/{id}',
		'DELETE /sms/{serviceName}/virtualNumbers/{number}/jobs/{id}',
	],
	properties: WAIT_PROPERTIES,
	run: async (run) => {
		const asked = await settle(ask(run));
		if ('error' in asked) return run.items.map(() => asked);
		const { kept, until } = asked.value;
		await run.waiting.begin(kept, until);
		return run.items.map(
			({ json, binary }): Outcome => ({ json: [json], ...(binary && { binary: [binary] }) }),
		);
	},
};

/** The item of the question in the journal; reminders stand behind all items. */
const ITEM = 0;

/**
 * Sends the question, and orders the reminder. Everything that can be refused is refused first.
 * @throws InputError | OvhError where nobody has the question
 */
async function ask(run: OperationRun): Promise<{ kept: Kept; until?: Date }> {
	const question = await readQuestion(run);
	const addressed = question.recipients.map((recipient, place) => ({
		recipient,
		...writeQuestion(run, question, addressFor(run, place)),
	}));
	await checkAddress(run, addressFor(run, 0), run.endpointName === 'custom');
	const reminders = await reminderOf(run, question, addressed);
	const questions = postings(run, lettersOf(run, question, addressed, ITEM));
	const budget = await budgetOf(run, [...questions, ...reminders]);
	const sent: Sent[] = [];
	for (const posted of questions) sent.push(await post(posted, budget));
	checkSent(run, sent);
	return {
		kept: {
			id: run.waiting.questionId,
			text: question.text,
			from: question.from.senderType === 'sender' ? question.from.sender : numberOf(question),
			recipients: question.recipients.map(({ receiver }) => receiver),
			buttons: question.buttons,
			...(question.until && { until: question.until.getTime() }),
			reminders: await remind(run, question, reminders, sent),
		},
		...(question.until && { until: question.until }),
	};
}

function numberOf({ from }: Question): string {
	return from.senderType === 'virtualNumber' ? from.virtualNumber : '';
}

/** The reminders of a question: the same SMS, some minutes later by OVHcloud's clock. */
async function reminderOf(
	run: OperationRun,
	question: Question,
	addressed: Addressed[],
): Promise<Posted[]> {
	const { remindAfter } = question;
	if (remindAfter === undefined) return [];
	await run.client.learnTime();
	const now = run.client.serverTimestamp();
	const sendAt = new WholeMinutes(now).of(now + remindAfter * 60);
	return postings(run, lettersOf(run, question, addressed, run.items.length, sendAt));
}

const has = (sent: Sent): boolean =>
	'status' in sent && (sent.status === 'accepted' || sent.status === 'alreadySent');

/** @throws what kept the question from everybody; whom alone it does not reach is told beside the output */
function checkSent(run: OperationRun, sent: Sent[]): void {
	const failed = sent.flatMap((one) => ('error' in one ? [one] : []));
	if (!sent.some(has)) throw failed[0]?.error ?? new Error('OVHcloud accepted no recipient');
	checkOwnLink(run, sent);
	for (const { receiver, error } of failed) {
		const why = error instanceof Error ? error.message : String(error);
		run.hint(`${receiver} may not have the question: ${why}`);
	}
}

/**
 * A retry from the list of executions is an execution of its own, and what the first one has sent
 * leads there.
 */
function checkOwnLink({ waiting, journal }: OperationRun, sent: Sent[]): void {
	const first = journal.executionId;
	const isFresh = sent.some((one) => 'status' in one && one.status === 'accepted');
	if (isFresh || first === undefined || first === waiting.executionId) return;
	throw new InputError(
		'Message',
		`was sent by execution ${first} already, and its link leads there`,
		'Nobody is asked twice by a retry. Execute the workflow anew to ask again.',
	);
}

/** Orders the reminders of those who have the question. */
async function remind(
	run: OperationRun,
	{ account, from }: Question,
	reminders: Posted[],
	sent: Sent[],
): Promise<Reminder[]> {
	const ordered: Reminder[] = [];
	const reached = new Set(sent.filter(has).map(({ receiver }) => receiver));
	for (const posted of reminders.filter(({ letter }) => reached.has(letter.receiver))) {
		const reminder = await post(posted);
		const id = 'error' in reminder ? undefined : reminder.id;
		if (id === undefined) {
			run.hint(`The reminder to ${reminder.receiver} could not be ordered`);
			continue;
		}
		const isVirtual = from.senderType === 'virtualNumber';
		ordered.push({ account, id, ...(isVirtual && { virtualNumber: from.virtualNumber }) });
	}
	return ordered;
}
