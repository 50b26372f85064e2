import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { committed, type Cursor, latest } from '../../triggers/cursor';
import { readEvents } from '../../triggers/readEvents';
import { readSample, RECENT_DAYS } from '../../triggers/sample';
import { openSession, type Session, unusable } from '../../triggers/session';

/** Triggers whose poll is under way: n8n begins a poll even if the last one is not over. */
const underWay = new Set<string>();

/** What happened since the last poll; in the editor, a recent event. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const session = await openSession(this);
	if (this.getMode() === 'manual') {
		return [this.helpers.returnJsonArray(await sampleOf(this, session))];
	}
	const name = `${this.getWorkflow().id} ${this.getNode().id}`;
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
 * without items: then the same is looked at again after a restart. Only that credits are above
 * their threshold again cannot be found out later, so that is saved by an execution without items.
 */
async function newsOf(
	context: IPollFunctions,
	session: Session,
): Promise<INodeExecutionData[][] | null> {
	const saved = context.getWorkflowStaticData('node') as Cursor;
	const before = latest(saved);
	const { items, cursor, failures } = await readEvents(session, before).catch((error: unknown) => {
		throw session.failure(error);
	});
	const next = committed(cursor);
	for (const name of Object.keys(saved) as Array<keyof Cursor>) delete saved[name];
	Object.assign(saved, next);
	const [failure] = failures.map(session.failure);
	if (failure && items.length === 0) throw failure;
	if (failure) context.logger.error(`OVHcloud SMS Polling Trigger: ${failure.message}`);
	const isLow = ({ creditsLeft = 0 }: Cursor): boolean => creditsLeft < session.creditThreshold;
	const recovered = before.creditsLeft !== undefined && isLow(before) && !isLow(next);
	return items.length > 0 || recovered ? [context.helpers.returnJsonArray(items)] : null;
}

async function sampleOf(context: IPollFunctions, session: Session): Promise<IDataObject[]> {
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
