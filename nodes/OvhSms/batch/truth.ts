import type { IDataObject } from 'n8n-workflow';

import type { OperationRun } from '../../../src/operations/run';
import { leftOut } from '../receivers/leftOut';
import { amountOf, creditsOf, firstOf } from '../send/amounts';
import type { BatchPlan } from './plan';

/** What came of one plan, or what it would take. */
export interface Told {
	plan: BatchPlan;
	output: IDataObject;
}

/** Shows beside the output what the run has done, and whom it left out. */
export function tellBatches(run: OperationRun, all: Told[]): void {
	const told = all.filter(({ output }) => output.status !== 'redirected');
	if (told.length === 0) return;
	const dry = told.filter(({ plan }) => plan.dryRun).map(({ output }) => output);
	const plans = told.flatMap(({ plan }) => (plan.dryRun ? [] : [plan]));
	const missing = leftOut(
		told.flatMap(({ plan }) => plan.refused),
		told.reduce((sum, { plan }) => sum + plan.report.duplicates, 0),
	);
	const line = [dryLine(dry), createdLine(plans), missing].filter(Boolean).join(' ');
	run.hint(line, missing ? 'warning' : 'info');
}

function dryLine(outputs: IDataObject[]): string {
	if (outputs.length === 0) return '';
	const sum = (field: string) =>
		outputs.reduce((total, output) => total + Number(output[field]), 0);
	const [recipients, parts] = [sum('recipients'), sum('parts')];
	const inParts = parts > recipients ? ` in ${amountOf(parts, 'part')}` : '';
	const unpriced = outputs.flatMap(({ unpricedReceivers }) => unpricedReceivers as string[]);
	const unknown = unpriced.length ? `, and no price is known for ${firstOf(unpriced)}` : '';
	return `Nothing was created: ${amountOf(recipients, 'SMS', 'SMS')}${inParts}, ${creditsOf(sum('credits'))}${unknown}.`;
}

function createdLine(plans: BatchPlan[]): string {
	if (plans.length === 0) return '';
	const batches = plans.length === 1 ? 'Batch' : amountOf(plans.length, 'batch', 'batches');
	const count = plans
		.flatMap(({ charged }) => charged)
		.reduce((sum, { receivers }) => sum + receivers.length, 0);
	// Of a list that the token may not read, nothing is known.
	const whom = count > 0 ? ` for ${amountOf(count, 'recipient')}` : '';
	const isLater = plans.every(({ message }) => message.sendAt !== undefined);
	return `${batches} ${isLater ? 'scheduled' : 'created'}${whom}.`;
}
