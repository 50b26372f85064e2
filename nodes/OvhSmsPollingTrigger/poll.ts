import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { committed, type Cursor, latest } from '../../src/triggers/cursor';
import { readEvents } from '../../src/triggers/readEvents';
import { readSample, RECENT_DAYS } from '../../src/triggers/sample';
import { nameOf, openSession, type TriggerSession, unusable } from '../triggers/session';

/** Triggers whose poll is under way: n8n begins a poll even if the last one is not over. */
const underWay = new Set<string>();

/** What happened since the last poll; in the editor, a recent event. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const session = await openSession(this);
	if (this.getMode() === 'manual') {
		return [this.helpers.returnJsonArray(await sampleOf(this, session))];
	}
	const name = nameOf(this);
	if (underWay.has(name)) return null;
	underWay.add(name);
	try {
		return await newsOf(this, session);
	} finally {
		underWay.delete(name);
	}
}

/**
 * n8n saves what a poll remembers with the execution that it starts, and nothing after a poll
 * without items: then the same is looked at again after a restart. What cannot be found out later is
 * saved by an execution without items: credits that are above their threshold again, a number that
 * was taken off the blacklist, a sender that waits for its validation again.
 */
async function newsOf(
	context: IPollFunctions,
	session: TriggerSession,
): Promise<INodeExecutionData[][] | null> {
	const saved = context.getWorkflowStaticData('node') as Cursor;
	const before = handsOver(context) ? latest(nameOf(context), saved) : { ...saved };
	const { items, cursor, failures } = await readEvents(session, before).catch((error: unknown) => {
		throw session.failure(error);
	});
	const next = committed(nameOf(context), cursor);
	for (const name of Object.keys(saved) as Array<keyof Cursor>) delete saved[name];
	Object.assign(saved, next);
	const [failure] = failures.map(session.failure);
	if (failure && items.length === 0) throw failure;
	if (failure) context.logger.error(`OVHcloud SMS Polling Trigger: ${failure.message}`);
	const isToSave = items.length > 0 || isUnrepeatable(session, before, next);
	return isToSave ? [context.helpers.returnJsonArray(items)] : null;
}

/**
 * Whether n8n hands over what a poll found whose workflow was activated anew meanwhile. Newer lines
 * drop it, and what they have saved is all that was given out.
 */
function handsOver(context: IPollFunctions): boolean {
	return !('getPollBudgetMs' in context);
}

/** Whether a poll without items has seen something that a later one would not. */
function isUnrepeatable(
	{ creditThreshold }: TriggerSession,
	before: Cursor,
	next: Cursor,
): boolean {
	const isLow = ({ creditsLeft = 0 }: Cursor): boolean => creditsLeft < creditThreshold;
	return (
		(before.creditsLeft !== undefined && isLow(before) && !isLow(next)) ||
		(before.optOuts !== undefined && before.optOuts.digest !== next.optOuts?.digest) ||
		(before.senders !== undefined &&
			JSON.stringify(before.senders) !== JSON.stringify(next.senders))
	);
}

async function sampleOf(context: IPollFunctions, session: TriggerSession): Promise<IDataObject[]> {
	const items = await readSample(session).catch((error: unknown) => {
		throw session.failure(error);
	});
	if (items.length > 0) return items;
	throw unusable(
		context,
		`Nothing to show: none of these events happened on ${session.account} in the last ${RECENT_DAYS} days`,
		'Send an SMS from the account, or have somebody reply to one, and test again. Once the workflow is active, each new event starts it.',
	);
}
