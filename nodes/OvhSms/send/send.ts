import type { IDataObject } from 'n8n-workflow';

import type { Operation, Outcome } from '../../../src/operations/operation';
import type { OperationRun } from '../../../src/operations/run';
import { attempt, settle } from '../../../src/operations/settle';
import { mapYielding } from '../../../src/n8n/yielding';
import { Dispatcher } from '../../../src/sending/dispatch';
import type { SendResult } from '../../../src/sending/report';
import { type Budget, Sending } from '../../../src/sending/sending';
import { InputError } from '../../../src/sms/inputError';
import { MOST_REDIRECTED } from '../../../src/sms/redirect';
import { checkCredits, dryRunPlan, learnNeed } from './credits';
import { onlyRedirected, outputOf } from './output';
import { type Prepared, Preparation } from './prepare';
import { SEND_PROPERTIES } from './properties';
import { momentsFor, sameMoment } from './quiet';
import { hintAtTemplates } from './templates';
import { tellTruth } from './truth';

/**
 * `sms` → `send`. Everything that can be refused is refused before the first message goes out;
 * then few requests at a time, and nobody is texted twice.
 */
export const send: Operation = {
	value: 'send',
	name: 'Send',
	action: 'Send SMS',
	description:
		'Send an SMS to one or many recipients. This costs credits for each recipient and part, reaches people at once, and cannot be undone.',
	routes: ['POST /sms/{serviceName}/jobs', 'POST /sms/{serviceName}/virtualNumbers/{number}/jobs'],
	properties: SEND_PROPERTIES,
	run: async (run) => {
		const timeless = await settle(learnTimeWhereItMatters(run));
		if ('error' in timeless) return run.items.map(() => timeless);
		const outcomes = await prepareAll(run);
		const checked = outcomes.filter((outcome) => 'receivers' in outcome);
		const ready = checked.filter(
			({ redirection }, index) => !redirection || index < MOST_REDIRECTED,
		);
		const refused = outcomes.some((outcome) => 'error' in outcome);
		// Nothing goes out while the run is going to stop anyway.
		if (refused && run.stopsAtFailure) return outcomes.map(withoutPrepared);

		const dry = ready.filter(({ dryRun }) => dryRun);
		const wanted = ready.filter(({ dryRun }) => !dryRun);
		const sending = sendingOf(run, wanted);
		const budget = await settle(budgetOf(run, ready, sending));
		if ('error' in budget) {
			return outcomes.map((outcome) => ('error' in outcome ? outcome : budget));
		}
		const plan = await dryRunPlan(run, dry).catch((error: unknown) => () => {
			throw error;
		});
		await sending.send(budget.value);
		await hintAtTemplates(run, ready);
		const results = outcomes.map((outcome): Outcome => {
			if ('error' in outcome) return outcome;
			if (outcome.redirection && !ready.includes(outcome))
				return { json: [onlyRedirected(outcome)] };
			if (outcome.dryRun) return entryOf(() => plan(outcome));
			if (sending.outcomes.isLeftUndone(outcome)) return { json: [] };
			const entry = entryOf(() => report(outcome, sending));
			hintAtTag(run, outcome, entry);
			return entry;
		});
		await learnNeed(run, outcomes, results);
		tellTruth(run, outcomes, results);
		return results;
	},
};

/** Options by which a message goes out later. */
const TIMED = ['sendAt', 'quietHours'];

/**
 * Minutes from now are only right by OVHcloud's clock. It is read first, since a request that is
 * refused for its time and repeated would carry the minutes of the wrong clock.
 */
async function learnTimeWhereItMatters(run: OperationRun): Promise<void> {
	if (!TIMED.some((option) => run.mayHave('options', option))) return;
	const scheduled = await mapYielding(run.items, (_, item) => {
		const options = attempt(() => run.options(item));
		// One that cannot be read is reported with its item.
		return 'value' in options && TIMED.some((option) => option in options.value);
	});
	if (scheduled.includes(true)) await run.client.learnTime();
}

type Preparing = Prepared | { error: unknown };

async function prepareAll(run: OperationRun): Promise<Preparing[]> {
	const preparation = new Preparation(run);
	return await mapYielding(run.items, async (_, item) => {
		const prepared = await settle(preparation.read(item));
		return 'error' in prepared ? prepared : prepared.value;
	});
}

function entryOf(work: () => IDataObject): Outcome {
	const made = attempt(work);
	return 'error' in made ? made : { json: [made.value] };
}

function withoutPrepared(outcome: Preparing): Outcome {
	return 'error' in outcome ? outcome : { json: [] };
}

/** Who has the message already costs nothing more. */
async function budgetOf(
	run: OperationRun,
	items: Prepared[],
	sending: Sending<Prepared>,
): Promise<Budget | undefined> {
	if (items.every(({ maxCredits }) => maxCredits === undefined)) return undefined;
	const left = items.map((item) => ({
		...item,
		receivers: item.dryRun ? item.receivers : sending.outcomes.missing(item),
	}));
	return await checkCredits(run, left, sending.reserved);
}

/** Without *Prevent Duplicates*, nothing is known of other tries. */
function sendingOf(run: OperationRun, items: Prepared[]): Sending<Prepared> {
	const [first] = items;
	const options = first ? run.options(first.item) : {};
	const preventDuplicates = options.preventDuplicates !== false;
	const dispatcher = new Dispatcher(run.client, preventDuplicates, momentsFor(run, items));
	return new Sending(items, dispatcher, run.journal, {
		name: run.name,
		preventDuplicates,
		stopsAtFailure: run.stopsAtFailure,
		concurrentRequests: run.concurrentRequests,
		combine: options.combineItems !== false,
	});
}

/** OVHcloud's report has the tag that it keeps: by that one the messages are found again. */
function hintAtTag(run: OperationRun, { message }: Prepared, entry: Outcome): void {
	const { tag } = message.options;
	const kept = 'json' in entry ? entry.json[0]?.tag : undefined;
	if (!tag || !kept || kept === tag) return;
	run.hint(`OVHcloud keeps the tag "${tag}" as "${String(kept)}": look the messages up by that`);
}

function report(item: Prepared, sending: Sending<Prepared>): IDataObject {
	const { sendAt, ...result } = sending.outcomes.resultOf(item, refusalOf);
	const moment = item.moments?.size ? sameMoment(item) : (sendAt ?? item.message.sendAt);
	const at = moment !== undefined && { sendAt: new Date(moment * 1000).toISOString() };
	return outputOf(item, result, { ...at });
}

/** Numbers that OVHcloud refused fail the item if it asked for that, or if nobody is left. */
function refusalOf(item: Prepared, result: SendResult): InputError | undefined {
	const nobodyLeft = result.validReceivers.length === 0;
	const failed = nobodyLeft || (item.failOnInvalid && result.invalidReceivers.length > 0);
	if (!failed) return undefined;
	return new InputError(
		'To',
		`was refused by OVHcloud: ${result.invalidReceivers.slice(0, 5).join(', ')}`,
		nobodyLeft
			? 'OVHcloud accepted none of these numbers, so nothing was sent and no credit was taken. Check them, and whether the recipients have opted out (STOP).'
			: 'Correct these numbers, and check whether their owners have opted out (STOP).',
	);
}
