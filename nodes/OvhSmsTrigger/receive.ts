import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeOperationError,
	sleep,
} from 'n8n-workflow';

import { committed, latest } from '../../src/triggers/cursor';
import { openOf } from '../../src/triggers/deliveries';
import type { EventName } from '../../src/triggers/events';
import { type Events, readEvents } from '../../src/triggers/readEvents';
import { readSample } from '../../src/triggers/sample';
import { finalStatesOnly, nameOf, openSession, type TriggerSession } from '../triggers/session';
import { isSecretOf } from './address';
import { readCall, readLastPart } from './call';
import { type Looks, looksOf, type Outcome, type Task } from './looks';
import { baseOf, callOwnAddress, EVERYTHING, LOOK, SAMPLE, SECRET_HEADER } from './selfCall';
import { stateOf } from './state';

/**
 * Milliseconds within which a call is answered, whatever it takes to read what it is about. Until
 * then the caller knows that n8n was stopped over it, and may call again.
 */
const ANSWER_WITHIN_MS = 1000;

/** Characters of a cursor; what is more shrinks when the trigger looks again after some quiet hours. */
const MOST_REMEMBERED = 10_000;

/** Milliseconds until what a call was about, and does not show, is looked for once more. */
const LOOK_AGAIN_MS = 1500;

/**
 * Answers every call itself, with nothing: what the answer to a reply holds may be sent to the
 * customer as an SMS. Only then n8n also saves what is remembered, and does so before it starts the
 * workflow. Somebody who does not know the secret meets nothing at all.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = this.getRequestObject();
	const response = this.getResponseObject();
	const { secretHash } = stateOf(this);
	const secret = request.headers[SECRET_HEADER] ?? readLastPart(request.originalUrl)?.secret;
	if (typeof secret !== 'string' || !secretHash || !isSecretOf(secretHash, secret)) {
		response.status(404).end();
		return { noWebhookResponse: true };
	}
	const isTest = this.getMode() === 'manual';
	const work = isTest ? sampleOf(this) : newsOf(this, secret);
	await Promise.race([work.catch(() => undefined), sleep(ANSWER_WITHIN_MS)]);
	response.status(200).end();
	const items = await work;
	return {
		noWebhookResponse: true,
		...(items.length > 0 && { workflowData: [this.helpers.returnJsonArray(items)] }),
	};
}

/** What is new, for the one of simultaneous calls that looks. */
async function newsOf(context: IWebhookFunctions, secret: string): Promise<IDataObject[]> {
	const base = baseOf(context);
	const looks = looksOf(nameOf(context), () => base && callOwnAddress(context, base, secret, LOOK));
	note(context, looks);
	try {
		const found = await looks.serialize(async (task) => await look(context, looks, task));
		return found?.items ?? [];
	} catch (error) {
		const { message, description } = error as NodeOperationError;
		context.logger.error(`OVHcloud SMS Trigger: ${message}`);
		if (looks.isFailureShown) return [];
		looks.isFailureShown = true;
		return [{ [FAILURE]: message, description: description ?? '' }];
	}
}

/**
 * Field of the only item of an execution that is to fail. Thrown in a call that is answered already,
 * the failure would break the caller's connection, and n8n's "Retry" would start the workflow with
 * an empty item.
 */
const FAILURE = 'ovhSmsTriggerFailure';

/** Runs in the execution: hands the events on, or fails as the look did. */
export async function handOn(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	for (const [itemIndex, { json }] of items.entries()) {
		if (!(FAILURE in json)) continue;
		const description = String(json.description);
		throw new NodeOperationError(this.getNode(), String(json[FAILURE]), { itemIndex, description });
	}
	return await Promise.resolve([items]);
}

function note(context: IWebhookFunctions, looks: Looks): void {
	const { originalUrl, body, query } = context.getRequestObject();
	// Another process may have activated it: this one does not know that it looked too long ago.
	if (EVERYTHING in query) looks.wantEverything();
	if (LOOK in query || EVERYTHING in query) return;
	const call = readCall(readLastPart(originalUrl)?.kind ?? 'state', originalUrl, body);
	if (call.isInBetween && finalStatesOnly(context)) looks.expect();
	else looks.note(call);
}

/** @throws what could not be read, where nothing else was found */
async function look(
	context: IWebhookFunctions,
	looks: Looks,
	task: Task,
): Promise<Outcome & { items: IDataObject[] }> {
	const session = await openSession(context, () => looks.isOver);
	const state = stateOf(context);
	let events = await readEvents(
		session,
		latest(nameOf(context), state.cursor ?? {}),
		task.hints,
	).catch((error: unknown) => {
		throw session.failure(error);
	});
	if (isLate(events, task) && !looks.isOver) {
		await sleep(LOOK_AGAIN_MS);
		events = await readAgain(session, events, task);
	}
	// Deactivated meanwhile: the next activation finds the same, if it is to.
	if (looks.isOver) return { ...outcomeOf(session, events, task), items: [] };
	state.cursor = committed(nameOf(context), events.cursor);
	// Who is called has an address there, whatever an older copy of this says.
	if (!state.places?.[session.account]) {
		state.places = { ...state.places, [session.account]: {} };
	}
	const { items } = events;
	const [failure] = events.failures.map(session.failure);
	if (failure && items.length === 0) {
		failure.description = [
			'What OVHcloud has news of could not be read. The trigger tries again by itself.',
			failure.description,
		].join(' ');
		throw failure;
	}
	if (failure) context.logger.error(`OVHcloud SMS Trigger: ${failure.message}`);
	return { ...outcomeOf(session, events, task), items };
}

/**
 * Once more what calls were about and does not show: their news may come a little later, and an SMS
 * that a call named can be read even where the list cannot.
 */
async function readAgain(session: TriggerSession, before: Events, task: Task): Promise<Events> {
	const { notFinal, unknown } = openOf(before.cursor, task.final);
	const sms = [...notFinal, ...unknown];
	const kinds = new Set(notShownIn(before, task));
	if (sms.length > 0) kinds.add('deliveryReport');
	const { items, failures, ...rest } = await readEvents(session, before.cursor, { kinds, sms });
	return {
		...rest,
		items: [...before.items, ...items],
		failures: [...before.failures, ...failures],
	};
}

function isLate(events: Events, task: Task): boolean {
	if (events.more) return false;
	const { notFinal, unknown } = openOf(events.cursor, task.final);
	return notFinal.length + unknown.length + notShownIn(events, task).length > 0;
}

/** Kinds of which less was found than calls told of, filters aside. */
function notShownIn({ found }: Events, { calls }: Task): EventName[] {
	return (['messageReceived', 'optOut'] as const).filter((event) => found[event] < calls[event]);
}

function outcomeOf({ client }: TriggerSession, events: Events, task: Task): Outcome {
	const { cursor } = events;
	const { waiting = {}, jobs = '' } = cursor.deliveries ?? {};
	const isOnItsWay = Object.keys(waiting).length > 0 || jobs !== '';
	return {
		requests: client.sent,
		hasFailed: events.failures.length > 0,
		more: events.more,
		notFinal: openOf(cursor, task.final).notFinal,
		notShown: notShownIn(events, task),
		isOpen: isOnItsWay || JSON.stringify(cursor).length > MOST_REMEMBERED,
	};
}

/** A recent event, for the test in the editor. */
async function sampleOf(context: IWebhookFunctions): Promise<IDataObject[]> {
	if (!(SAMPLE in context.getRequestObject().query)) return [];
	const session = await openSession(context);
	const items = await readSample(session).catch((error: unknown) => {
		throw session.failure(error);
	});
	if (items.length > 0) return items;
	throw new NodeOperationError(context.getNode(), 'There is no recent event any more');
}
