import type { Operation, Outcome } from '../../../src/operations/operation';
import type { OperationRun } from '../../../src/operations/run';
import { attempt, settle } from '../../../src/operations/settle';
import { mapYielding } from '../../../src/n8n/yielding';
import { Dispatcher } from '../../../src/sending/dispatch';
import { PartlySent, type SendResult } from '../../../src/sending/report';
import { Sending } from '../../../src/sending/sending';
import { InputError } from '../../../src/sms/inputError';
import { MOST_REDIRECTED } from '../../../src/sms/redirect';
import { counts } from '../../../src/verification/counts';
import { withoutCodes } from './conceal';
import { prepareCode, type PreparedCode } from './prepare';
import { SEND_CODE_PROPERTIES } from './properties';

/**
 * `verification` → `send`: a code that no output, error or log shows. The id holds all that `check`
 * needs, so that nothing is stored.
 */
export const send: Operation = {
	value: 'send',
	name: 'Send',
	action: 'Send one-time code',
	description:
		'Send a code by SMS to one number; Check tells whether a person has typed it. This costs credits.',
	routes: ['POST /sms/{serviceName}/jobs', 'POST /sms/{serviceName}/virtualNumbers/{number}/jobs'],
	output: {
		more: {
			verificationId: 'string',
			receiver: 'string',
			expiresAt: 'string',
			totalCreditsRemoved: 'number',
		},
	},
	properties: SEND_CODE_PROPERTIES,
	run: async (run) => {
		const outcomes = await prepareAll(run);
		const ready = outcomes.flatMap((outcome) => ('value' in outcome ? [outcome.value] : []));
		if (ready.length < outcomes.length && run.stopsAtFailure) {
			ready.forEach(forget);
			return outcomes.map((outcome) => ('error' in outcome ? outcome : { json: [] }));
		}
		const codes = ready.map(({ code }) => code);
		const dispatcher = new Dispatcher(withoutCodes(run.client, codes), true);
		const sending = new Sending(ready, dispatcher, run.journal, {
			name: run.name,
			preventDuplicates: true,
			stopsAtFailure: run.stopsAtFailure,
			concurrentRequests: run.concurrentRequests,
			combine: false,
		});
		await sending.send();
		return outcomes.map((outcome) =>
			'error' in outcome ? outcome : outcomeOf(sending, outcome.value),
		);
	},
};

type Prepared = { value: PreparedCode } | { error: unknown };

async function prepareAll(run: OperationRun): Promise<Prepared[]> {
	let redirected = 0;
	return await mapYielding(run.items, async (_, item) => {
		const prepared = await settle(prepareCode(run, item, Date.now()));
		if ('error' in prepared || !prepared.value.redirection) return prepared;
		redirected += 1;
		if (redirected <= MOST_REDIRECTED) return prepared;
		forget(prepared.value);
		return { error: tooManyRedirected() };
	});
}

function tooManyRedirected(): InputError {
	return new InputError(
		'Redirect To',
		`of the credential takes ${MOST_REDIRECTED} codes in a run`,
		'Nothing was sent for this item. Run the workflow with fewer items.',
	);
}

function outcomeOf(sending: Sending<PreparedCode>, item: PreparedCode): Outcome {
	if (sending.outcomes.isLeftUndone(item)) {
		forget(item);
		return { json: [] };
	}
	const result = attempt(() => sending.outcomes.resultOf(item, refusalOf));
	if ('error' in result) {
		if (!(result.error instanceof PartlySent)) forget(item);
		return result;
	}
	const { id: verificationId, receiver, token, redirection } = item;
	const expiresAt = new Date(token.expiresAt).toISOString();
	const { totalCreditsRemoved } = result.value;
	return { json: [{ verificationId, receiver, expiresAt, totalCreditsRemoved, ...redirection }] };
}

/** What did not go out does not count for its number. */
function forget({ receiver, token }: PreparedCode): void {
	counts.forget(receiver, token.nonce);
}

function refusalOf({ receiver }: PreparedCode, result: SendResult): InputError | undefined {
	if (result.validReceivers.length > 0) return undefined;
	return new InputError(
		'To',
		`was refused by OVHcloud: ${receiver}`,
		'Nothing was sent, and no credit was taken. Check the number, and whether its owner has opted out (STOP).',
	);
}
