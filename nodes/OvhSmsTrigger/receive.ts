import {
	type IDataObject,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeOperationError,
} from 'n8n-workflow';

import { readSample } from '../../triggers/sample';
import { openSession } from '../../triggers/session';
import { isSameSecret, newSecret } from './address';
import { readCall, readLastPart } from './call';
import { type Memory, memoryOf } from './memory';
import { readNews } from './news';
import { pause } from './pause';
import { MISSED, SAMPLE } from './selfCall';
import { stateOf } from './state';
import { lookInTurn } from './turn';

/**
 * Milliseconds within which a call is answered, whatever it takes to read what it is about. What
 * is ready by then is saved before the answer, so that a call whose n8n is stopped in between is
 * made again.
 */
const ANSWER_WITHIN_MS = 1000;

/** Somebody who does not know the secret meets the same as at an address that does not exist. */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = this.getRequestObject();
	const { secret, progress } = stateOf(this);
	const part = readLastPart(request.originalUrl);
	if (!isSameSecret(part?.secret ?? '', secret ?? newSecret()) || !part || !secret || !progress) {
		this.getResponseObject().status(404).json({ code: 404, message: 'Not found' });
		return { noWebhookResponse: true };
	}
	if (this.getMode() === 'manual' && SAMPLE in request.query) return await sampleOf(this);
	const memory = memoryOf(secret, progress);
	if (MISSED in request.query) memory.wanted.forMissed();
	else memory.note(readCall(part.kind, request.originalUrl, request.body));
	return await answer(this, memory);
}

/** Answers in time, and gives out what is new. */
async function answer(context: IWebhookFunctions, memory: Memory): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	const work = lookInTurn(memory, response, async () => await look(context, memory));
	const inTime = await Promise.race([
		work.then(
			() => true,
			() => true,
		),
		pause(ANSWER_WITHIN_MS).then(() => false),
	]);
	if (!inTime) response.status(200).end('OK');
	const items = await work.catch((error: unknown) => {
		// Shown as a failed execution; once the call is answered, n8n cannot do that any more.
		if (inTime) return Promise.reject(error as Error);
		context.logger.error(`OVHcloud SMS Trigger: ${String(error)}`);
		return [];
	});
	return {
		...(!inTime && { noWebhookResponse: true }),
		...(items.length > 0 && { workflowData: [context.helpers.returnJsonArray(items)] }),
	};
}

async function look(context: IWebhookFunctions, memory: Memory): Promise<IDataObject[]> {
	const session = await openSession(context);
	const { items, failures } = await readNews(session, memory);
	// Deactivated meanwhile: n8n would save this call's copy of the static data over what stands there
	// now, the secret included. The next activation finds the same, if it is to.
	if (memory.isOver) return [];
	stateOf(context).progress = memory.progress();
	const [failure] = failures.map(session.failure);
	if (!failure) return items;
	failure.description = [
		'What OVHcloud has news of could not be read. The next call reads it, too.',
		failure.description,
	].join(' ');
	if (items.length === 0) throw failure;
	context.logger.error(`OVHcloud SMS Trigger: ${failure.message}`);
	return items;
}

/** A recent event, for the test in the editor. */
async function sampleOf(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const session = await openSession(context);
	const items = await readSample(session).catch((error: unknown) => {
		throw session.failure(error);
	});
	if (items.length > 0) return { workflowData: [context.helpers.returnJsonArray(items)] };
	throw new NodeOperationError(context.getNode(), 'There is no recent event any more');
}
