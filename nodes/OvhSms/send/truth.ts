import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../src/operations/operation';
import type { OperationRun } from '../../../src/operations/run';
import { PartlySent, type RecipientResult } from '../../../src/sending/report';
import { refusedBriefly } from '../../../src/sms/numberRefusal';
import { roundCredits } from '../../../src/sms/split';
import { amountOf, creditsOf, firstOf } from './amounts';
import type { Cost } from './credits';
import type { Prepared } from './prepare';

/** What became of an item that was checked. */
interface Told {
	item: Prepared;
	recipients: RecipientResult[];
	credits: number;
	/** Whether the messages leave later. */
	isLater: boolean;
	plan?: Cost;
}

/**
 * Shows beside the output what the run has done, to whom and to whom not: nobody reads a hundred
 * items. It is worked out from what is known anyway.
 * @param prepared what was checked, by item
 * @param outcomes of the same items
 */
export function tellTruth(
	run: OperationRun,
	prepared: Array<Prepared | { error: unknown }>,
	outcomes: Outcome[],
): void {
	const told = prepared.flatMap((item, index) =>
		'error' in item ? [] : toldOf(item, outcomes[index]),
	);
	const dry = told.filter(({ plan }) => plan);
	const sent = told.filter(({ plan }) => !plan);
	const failed = outcomes.filter((outcome) => 'error' in outcome).length;
	const leftOut = leftOutOf(told, failed, outcomes.length);
	const done = [dryLine(dry), sentLine(sent)].filter(Boolean);
	if (done.length > 0 || leftOut) {
		run.hint([...done, leftOut].filter(Boolean).join(' '), leftOut ? 'warning' : 'info');
	}
	const repeats = repeatsIn(told);
	if (repeats) run.hint(repeats, 'warning');
}

function toldOf(item: Prepared, outcome: Outcome = { json: [] }): Told[] {
	const json =
		'json' in outcome
			? outcome.json[0]
			: outcome.error instanceof PartlySent && { ...outcome.error.result };
	if (!json || !('recipients' in json) || json.status === 'redirected') return [];
	const { sendAt, heldBack, plan } = json as IDataObject;
	return [
		{
			item,
			recipients: json.recipients as RecipientResult[],
			credits: Number(json.totalCreditsRemoved),
			isLater: Boolean(sendAt ?? heldBack),
			...(plan !== undefined && { plan: plan as unknown as Cost }),
		},
	];
}

/** All items of a dry run tell of the whole run. */
function dryLine([first]: Told[]): string {
	if (!first?.plan) return '';
	const { recipients, parts, credits, unpricedReceivers } = first.plan;
	const inParts = parts > recipients ? ` in ${amountOf(parts, 'part')}` : '';
	const unknown = unpricedReceivers.length
		? `, and no price is known for ${firstOf(unpricedReceivers)}`
		: '';
	return `Nothing was sent: ${amountOf(recipients, 'SMS', 'SMS')}${inParts}, ${creditsOf(credits)}${unknown}.`;
}

function sentLine(sent: Told[]): string {
	if (sent.length === 0) return '';
	const all = sent.flatMap(({ recipients }) => recipients).filter(isNoDuplicate);
	const accepted = all.filter(({ status }) => status === 'accepted');
	const before = all.filter(({ status }) => status === 'alreadySent');
	const unknown = all.filter(({ status }) => status === 'unknown');
	const credits = creditsOf(roundCredits(sent.reduce((sum, told) => sum + told.credits, 0)));
	const verb = sent.every(({ isLater }) => isLater) ? 'Scheduled for' : 'Sent to';
	const [only] = accepted;
	const whom = all.length === 1 && only ? only.receiver : `${accepted.length} of ${all.length}`;
	return [
		`${verb} ${whom}, ${credits}.`,
		before.length > 0 && `${firstOf(namesOf(before))} had it already.`,
		unknown.length > 0 &&
			`Not known whether OVHcloud has it for ${firstOf(namesOf(unknown))}: see the error.`,
	]
		.filter(Boolean)
		.join(' ');
}

/** Whom the run did not text, and why. */
function leftOutOf(told: Told[], failed: number, items: number): string {
	const impossible = told.flatMap(({ item }) => item.recipients);
	const refused = told
		.flatMap(({ recipients }) => recipients)
		.filter(({ receiver, status }) => receiver !== undefined && status === 'invalid')
		.map(({ receiver = '' }) => `${receiver} (refused by OVHcloud)`);
	const names = [...refusedBriefly(impossible), ...new Set(refused)];
	return [
		names.length > 0 && `Not texted: ${firstOf(names)}.`,
		failed > 0 && `${failed} of ${amountOf(items, 'item')} failed: see the error of each.`,
	]
		.filter(Boolean)
		.join(' ');
}

/** Several items that text the same phone with the same words: mostly nobody means that. */
function repeatsIn(told: Told[]): string {
	const counts = new Map<string, { receiver: string; count: number }>();
	for (const { item, recipients } of told) {
		for (const { receiver, status } of recipients) {
			if (!receiver || (status !== 'accepted' && status !== 'dryRun')) continue;
			const key = `${receiver} ${item.message.message}`;
			const known = counts.get(key) ?? { receiver, count: 0 };
			counts.set(key, known);
			known.count += 1;
		}
	}
	const repeats = [...counts.values()].filter(({ count }) => count > 1);
	const [first] = repeats;
	if (!first) return '';
	const others = repeats.length > 1 ? ` (and to ${repeats.length - 1} more several times)` : '';
	const went = told.every(({ plan }) => plan) ? 'would go' : 'went';
	return `The same text ${went} to ${first.receiver} ${timesOf(first.count)}${others}: switch on "Execute Once" in the settings of this node, unless that is meant.`;
}

function timesOf(count: number): string {
	return ['', '', 'twice', 'three times'][count] ?? `${count} times`;
}

function isNoDuplicate({ status }: RecipientResult): boolean {
	return status !== 'duplicate';
}

function namesOf(results: RecipientResult[]): string[] {
	return [...new Set(results.map(({ receiver, input }) => receiver ?? input))];
}
