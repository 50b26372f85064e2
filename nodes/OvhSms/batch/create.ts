import type { IDataObject } from 'n8n-workflow';

import { eachItem, type Operation, type Outcome } from '../../../src/operations/operation';
import type { OperationRun } from '../../../src/operations/run';
import { settle, type Settled } from '../../../src/operations/settle';
import { allItems } from '../../../src/operations/allItems';
import { mapConcurrently } from '../../../src/ovh/concurrency';
import { MOST_REDIRECTED } from '../../../src/sms/redirect';
import { type Charged, checkCredits, costOf } from '../send/credits';
import { BATCH_FIELDS } from './fields';
import { followBatch } from './follow';
import { wrongMoment } from './moment';
import { type BatchPlan, planItems, planList, planTo } from './plan';
import { CREATE_PROPERTIES, RECIPIENTS } from './properties';
import { createBatch, isCreated } from './store';
import { tellBatches, type Told } from './truth';

/**
 * `batch` → `create`. Everything that can be refused is refused before the first batch is created.
 */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create batch',
	description:
		'Send a text to many recipients at once: to numbers, a receiver list, or the input items, with #column# replaced for each recipient. This costs credits for each recipient and part, reaches people at once unless "Send At" is set, and cannot be undone once the first SMS has left.',
	routes: [
		'POST /sms/{serviceName}/batches',
		'GET /sms/{serviceName}/batches',
		'GET /sms/{serviceName}/batches/{id}',
		'GET /sms/{serviceName}/batches/{id}/statistics',
		'POST /sms/{serviceName}/receivers',
		'GET /sms/{serviceName}/receivers',
		'GET /sms/{serviceName}/receivers/{slotId}/csv',
		'DELETE /sms/{serviceName}/receivers/{slotId}',
	],
	output: {
		object: 'POST /sms/{serviceName}/batches',
		fieldsFrom1_1: BATCH_FIELDS,
		more: { account: 'string', invalidReceivers: 'array', duplicates: 'integer' },
	},
	properties: CREATE_PROPERTIES,
	run: async (run) => {
		switch (run.text(RECIPIENTS.name, 0)) {
			case 'items':
				return await allItems(ofAllItems)(run);
			case 'receiverList':
				return await ofEachItem(run, planList);
			default:
				return await ofEachItem(run, planTo);
		}
	},
};

async function ofAllItems(run: OperationRun): Promise<IDataObject[]> {
	// More than one only under "Redirect To" of the credential.
	const plans = await planItems(run);
	await checkCredits(
		run,
		plans.flatMap((plan, index) => chargedNow(run, index, plan)),
	);
	const told: Told[] = [];
	for (const [index, plan] of plans.entries()) {
		told.push({ plan, output: await carryOut(run, index, plan) });
	}
	tellBatches(run, told);
	return told.map(({ output }) => output);
}

type Planned = Settled<BatchPlan>;

/** A batch of each item, as soon as all of them are checked. */
async function ofEachItem(
	run: OperationRun,
	read: (run: OperationRun, item: number) => Promise<BatchPlan>,
): Promise<Outcome[]> {
	const planned = await mapConcurrently(
		[...run.items.keys()],
		run.concurrentRequests,
		async (item): Promise<Planned> => await settle(read(run, item)),
	);
	const refused = planned.some((one) => 'error' in one);
	// Nothing goes out while the run is going to stop anyway.
	if (refused && run.stopsAtFailure) return planned.map(withoutPlan);
	const charged = planned.flatMap((one, item) =>
		'value' in one ? chargedNow(run, item, one.value) : [],
	);
	const budget = await settle(checkCredits(run, charged));
	if ('error' in budget) return planned.map((one) => ('error' in one ? one : budget));
	const told: Told[] = [];
	const outcomes = await eachItem(async (_, item) => {
		const one = planned[item];
		if (!one) throw new Error(`Item ${item} was not planned`);
		if ('error' in one) throw one.error;
		const output = await carryOut(run, item, one.value);
		told.push({ plan: one.value, output });
		return [output];
	})(run);
	tellBatches(run, told);
	return outcomes;
}

function withoutPlan(one: Planned): Outcome {
	return 'error' in one ? one : { json: [] };
}

/** A batch that an earlier try has created costs nothing more. */
function chargedNow(run: OperationRun, item: number, plan: BatchPlan): Charged[] {
	return isCreated(run, item) || isOnlyRedirected(plan, item) ? [] : plan.charged;
}

/** Not even sent to the phone of "Redirect To", which has enough from this run. */
function isOnlyRedirected({ report }: BatchPlan, item: number): boolean {
	return report.redirectedTo !== undefined && item >= MOST_REDIRECTED;
}

async function carryOut(run: OperationRun, item: number, plan: BatchPlan): Promise<IDataObject> {
	if (isOnlyRedirected(plan, item)) {
		return { status: 'redirected', account: plan.account, ...plan.report };
	}
	if (plan.dryRun) {
		const { account, report, charged } = plan;
		return { status: 'dryRun', account, ...(await costOf(run, charged)), ...report };
	}
	const created = await createBatch(run, item, plan);
	const wrong = await wrongMoment(run, plan, created.batch);
	if (!wrong) return await followBatch(run, plan, created);
	// There may be little time left to cancel it.
	await followBatch(run, { ...plan, waitForCompletion: 0 }, created);
	throw wrong;
}
