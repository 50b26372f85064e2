import { collection, number, text } from '../../../src/operations/fields';
import { eachItem, type Operation } from '../../../src/operations/operation';
import type { OperationRun } from '../../../src/operations/run';
import { digest } from '../../../src/sending/journal';
import { checkCode, type Verdict } from '../../../src/verification/check';
import { counts } from '../../../src/verification/counts';
import { wholeBetween } from './numbers';
import { KEY_PURPOSE } from './prepare';

const MAX_ATTEMPTS = number(
	'maxAttempts',
	'Max Attempts',
	'Most wrong codes for one verification ID; after that, not even the right one counts. Each process of n8n counts for itself.',
	{ default: 5, typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 } },
);

/** `verification` → `check`: whether a person has typed the code that was sent. Asks nobody. */
export const check: Operation = {
	value: 'check',
	name: 'Check',
	action: 'Check one-time code',
	description:
		'Tell whether a code is the one that was sent, not yet expired and not used before. This costs nothing, and makes no request.',
	routes: [],
	output: { more: { valid: 'boolean', reason: 'string' } },
	properties: [
		text('verificationId', 'Verification ID', 'The verificationId of the output of Send', {
			required: true,
		}),
		text('code', 'Code', 'What the person has typed', {
			required: true,
			placeholder: 'e.g. 123456',
		}),
		collection('options', 'Options', [MAX_ATTEMPTS], 'Add option'),
	],
	run: eachItem(async (run, item) => [{ ...verdictOf(run, item) }]),
};

/** What an earlier try of this execution has found is said again: it was no second use. */
function verdictOf(run: OperationRun, item: number): Verdict {
	const id = run.text('verificationId', item);
	const code = run.parameter('code', item, '');
	const act = { item, what: `check:${digest(id, code)}`, contents: () => [] };
	const known = run.journal.find(act);
	if (known && 'done' in known) return known.done as Verdict;
	const maxAttempts = wholeBetween(MAX_ATTEMPTS, run.collection('options', item));
	const key = run.keyFor(KEY_PURPOSE);
	const done = checkCode(key, { id, code, maxAttempts }, counts, Date.now());
	run.journal.keep(act, { done });
	return done;
}
