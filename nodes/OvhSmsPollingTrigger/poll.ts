import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { type EventName, passes } from '../../triggers/events';
import { inTurn } from '../../triggers/inTurn';
import { readSample, RECENT_DAYS } from '../../triggers/sample';
import { openSession, type Session, unusable } from '../../triggers/session';
import { type Poll, READERS } from './readers';
import type { PollState } from './state';

/** Where each event's state is kept. */
const STATE_OF: Record<EventName, keyof PollState> = {
	messageReceived: 'incoming',
	deliveryReport: 'deliveries',
	optOut: 'optOuts',
	lowCredit: 'creditsLeft',
	senderStatus: 'senders',
};

/** What happened since the last poll; in the editor, a recent event. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const session = await openSession(this);
	try {
		const isTest = this.getMode() === 'manual';
		const items = isTest
			? await sampleOf(this, session)
			: // n8n begins a poll even if the last one is not over.
				await inTurn(nameOf(this), async () => await readEvents(this, session));
		return items.length > 0 ? [this.helpers.returnJsonArray(items)] : null;
	} catch (error) {
		throw session.failure(error);
	}
}

/** The last step changes what is remembered, so that a failing poll leaves it as it was. */
async function readEvents(context: IPollFunctions, session: Session): Promise<IDataObject[]> {
	const saved = context.getWorkflowStaticData('node') as PollState;
	const known: PollState = saved.account === session.account ? saved : {};
	const request = await pollOf(context, session, known);
	const items: IDataObject[] = [];
	// What is not listed here belongs to events that were deselected: they begin anew.
	const next: PollState = { account: session.account };
	for (const event of session.events) {
		const found = await READERS[event](request, known);
		items.push(...found.items);
		Object.assign(next, found.state);
	}
	for (const name of Object.keys(saved) as Array<keyof PollState>) {
		if (!(name in next)) delete saved[name];
	}
	Object.assign(saved, next);
	return items.filter((item) => passes(item, session.filters));
}

function nameOf(context: IPollFunctions): string {
	return `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
}

async function pollOf(context: IPollFunctions, session: Session, known: PollState): Promise<Poll> {
	const hours = Number(context.getNodeParameter('options.lookBackHours', 0)) || 0;
	// Dates are OVHcloud's: where events begin must be told by its clock, not by this server's.
	const isNew = [...session.events].some((event) => known[STATE_OF[event]] === undefined);
	if (isNew) await session.client.learnTime();
	return {
		session,
		floor: session.client.serverTimestamp() - Math.round(hours * 3600),
		lookBack: hours > 0,
		creditThreshold: Number(context.getNodeParameter('creditThreshold', 0)) || 0,
	};
}

async function sampleOf(context: IPollFunctions, session: Session): Promise<IDataObject[]> {
	const items = await readSample(session);
	if (items.length > 0) return items;
	throw unusable(
		context,
		`Nothing to show: none of these events happened on ${session.account} in the last ${RECENT_DAYS} days`,
		'Send an SMS from the account, or have somebody reply to one, and test again. Once the workflow is active, each new event starts it.',
	);
}
