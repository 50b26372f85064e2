import { randomUUID } from 'node:crypto';
import { badRequest, conflict } from '../errors';
import { isFinal, reachedBy, timeline, type Batch, type Transition } from '../state/batches';
import { roundCredits } from '../state/numbers';
import type { AccountState } from '../state/state';
import { ovhDatetime } from '../state/time';
import { takeCredits } from './charging';
import { ACCOUNT, accountOf, found, type Context, type Handlers } from './context';
import { cancelSms } from './jobs';
import { defaultTag, enabledSender, shortNumberFor } from './origin';
import { fromNumbers, planSms, type Recipients } from './plan';
import { tableInSlot } from './receiverLists';

/** Model `sms.BatchParams`. The deprecated class changes nothing here. */
interface BatchParams {
	deferred?: string;
	from?: string;
	message?: string;
	name?: string;
	noStop?: boolean;
	senderForResponse?: boolean;
	slotID?: string;
	tag?: string;
	to?: string[];
}

const BATCHES = `${ACCOUNT}/batches`;
const DELIVERED = 1;
const FAILURES = [2, 16];

export const batchHandlers: Handlers = {
	[`GET ${BATCHES}`]: (context) =>
		[...accountOf(context).batches.values()].map((batch) => batchObject(context, batch)),
	[`POST ${BATCHES}`]: (context) => createBatch(context),
	[`GET ${BATCHES}/{id}`]: (context) => batchObject(context, batchOf(context)),
	[`PUT ${BATCHES}/{id}`]: (context) => {
		const batch = batchOf(context);
		const { name } = context.body as { name?: string };
		if (name === undefined) throw badRequest('Missing parameter: name');
		batch.name = name;
		batch.renamedAfter = elapsedOf(context, batch);
		return batchObject(context, batch);
	},
	[`DELETE ${BATCHES}/{id}`]: (context) => {
		const batch = batchOf(context);
		// Not documented: a batch that still works can hardly vanish from under it.
		if (!isFinal(lastOf(context, batch))) throw conflict('The batch is still being processed');
		accountOf(context).batches.delete(batch.id);
	},
	[`POST ${BATCHES}/{id}/cancel`]: (context) => cancelBatch(context, batchOf(context)),
	[`GET ${BATCHES}/{id}/statistics`]: (context) => statistics(context, batchOf(context)),
};

function batchOf(context: Context): Batch {
	const { id } = context.params;
	return found(accountOf(context).batches.get(id), 'id', id);
}

async function createBatch(context: Context) {
	const account = accountOf(context);
	const params = context.body as BatchParams;
	const { message = '', noStop = false, name = '', to, slotID } = params;
	if (message === '') throw badRequest('Missing parameter: message');
	const { sender, virtualNumber } = originOf(account, params, message);
	const recipients = await recipientsOf(context, params);
	const { planned, refused, total } = planSms(account, message, recipients, noStop);
	// Not documented: whether the credits of a deferred batch are taken at once. Here they are.
	takeCredits(context, total);

	const batch: Batch = {
		id: randomUUID(),
		name,
		message,
		from: params.senderForResponse === true ? null : sender,
		receivers: to ?? null,
		slotID: slotID ?? null,
		errors: refused,
		estimatedCredits: total,
		totalRecords: recipients.rows.length,
		differedPeriod: minutesUntil(context, params.deferred),
		acceptedAt: context.settings.now(),
		creation: context.state.serverNow(),
		renamedAfter: 0,
		cancelledAfter: null,
	};
	account.batches.set(batch.id, batch);
	const tag = params.tag ?? defaultTag(context);
	for (const sms of planned) {
		context.state.messages.accept({
			...sms,
			account: account.details.name,
			batchID: batch.id,
			heldBackMs: context.settings.batchStepMs,
			sender,
			virtualNumber,
			tag,
			marketing: !noStop,
			differedPeriod: batch.differedPeriod,
		});
	}
	return batchObject(context, batch, [{ status: 'PENDING', after: 0 }]);
}

function originOf(account: AccountState, params: BatchParams, message: string) {
	const { from, senderForResponse = false } = params;
	if ((from === undefined) === !senderForResponse) {
		throw badRequest('Either "from" or "senderForResponse" must be passed');
	}
	if (from === undefined) return { sender: shortNumberFor(account, message), virtualNumber: null };
	// OVHcloud's notebook about campaigns sends from a virtual number in this field too.
	if (account.virtualNumbers.has(from)) return { sender: from, virtualNumber: from };
	return { sender: enabledSender(account, from), virtualNumber: null };
}

async function recipientsOf(context: Context, { to, slotID }: BatchParams): Promise<Recipients> {
	if ((to === undefined) === (slotID === undefined)) {
		throw badRequest('Either "to" or "slotID" must be passed');
	}
	if (slotID !== undefined) return await tableInSlot(context, slotID);
	if (to?.length === 0) throw badRequest('[to] The list is empty');
	return fromNumbers(to ?? []);
}

/** Not documented: a date that is over means at once. */
function minutesUntil({ state }: Context, deferred: string | undefined): number {
	if (deferred === undefined) return 0;
	return Math.max(0, Math.ceil((Date.parse(deferred) - state.serverNow()) / 60_000));
}

function elapsedOf({ settings }: Context, { acceptedAt }: Batch): number {
	return settings.now() - acceptedAt;
}

function reachedOf(context: Context, batch: Batch): Transition[] {
	return reachedBy(timeline(batch, context.settings), elapsedOf(context, batch));
}

function lastOf(context: Context, batch: Batch): Transition {
	const reached = reachedOf(context, batch);
	return reached[reached.length - 1];
}

/** Model `sms.Batch`. The answer to its creation shows it before anything was done. */
function batchObject(context: Context, batch: Batch, reached = reachedOf(context, batch)) {
	const at = (after: number) => ovhDatetime(batch.creation + after);
	const last = reached[reached.length - 1];
	const started = reached.find(({ status }) => status === 'INSERTING');
	const finished = reached.find(isFinal);
	const inserted = reached.some(({ status }) => status === 'INSERTED' || status === 'FAILED');
	const deferredMs = batch.differedPeriod * 60_000;
	const half = Math.floor(batch.totalRecords / 2);
	return {
		accountID: accountId(context),
		createdAt: at(0),
		errors: started ? batch.errors : [],
		estimatedCredits: batch.estimatedCredits,
		finishedAt: finished ? at(finished.after) : null,
		from: batch.from,
		id: batch.id,
		message: batch.message,
		name: batch.name,
		processedRecords: inserted ? batch.totalRecords : started ? half : 0,
		receivers: batch.receivers,
		sentAt: started || deferredMs > 0 ? at((started?.after ?? 0) + deferredMs) : null,
		slotID: batch.slotID,
		startedAt: started ? at(started.after) : null,
		status: last.status,
		totalRecords: batch.totalRecords,
		updatedAt: at(Math.max(last.after, batch.renamedAfter)),
	};
}

/** OVHcloud numbers its accounts; the order in the sandbox does. */
function accountId(context: Context): number {
	return 10_001 + [...context.state.accounts.keys()].indexOf(accountOf(context).details.name);
}

function messagesOf({ state, settings }: Context, batch: Batch) {
	return state.messages
		.ofBatch(batch.id)
		.filter(({ sms }) => !sms.cancelled && settings.now() - sms.acceptedAt >= sms.heldBackMs);
}

function cancelBatch(context: Context, batch: Batch) {
	const last = lastOf(context, batch);
	const isOver = isFinal(last) || batch.cancelledAfter !== null;
	const messages = context.state.messages.ofBatch(batch.id).filter(({ sms }) => !sms.cancelled);
	// The status of this refusal is not documented.
	if (isOver || messages.some(({ progress }) => progress.stage === 'sent')) {
		throw conflict(`The batch can not be cancelled, its status is ${last.status}`);
	}
	for (const message of messages) cancelSms(context, message);
	batch.cancelledAfter = elapsedOf(context, batch);
	return batchObject(context, batch);
}

/** Model `sms.BatchStatistics`, counted from the batch's messages. */
function statistics(context: Context, batch: Batch) {
	const messages = messagesOf(context, batch);
	const ids = new Set(messages.map(({ sms }) => sms.id));
	const count = (test: (message: (typeof messages)[number]) => boolean) =>
		messages.filter(test).length;
	const blacklist = [...accountOf(context).blacklist.values()];
	return {
		credits: roundCredits(messages.reduce((sum, { sms }) => sum + sms.credits, 0)),
		delivered: count(({ progress }) => progress.deliveryReceipt === DELIVERED),
		estimatedCredits: batch.estimatedCredits,
		failed: count(({ progress }) => FAILURES.includes(progress.deliveryReceipt)),
		id: batch.id,
		pending: count(({ progress }) => progress.stage === 'pending'),
		sent: count(({ progress }) => progress.stage === 'sent'),
		stoplisted: blacklist.filter((entry) => ids.has(Number(entry.smsOutgoingID))).length,
	};
}
