import { isFinal, reachedBy, timeline, type Batch, type Transition } from '../state/batches';
import { roundCredits } from '../state/numbers';
import { ovhDatetime } from '../state/time';
import { accountOf, type Context } from './context';

const DELIVERED = 1;
const FAILURES = [2, 16];

/** Milliseconds since the batch was made. */
export function elapsedOf({ settings }: Context, { acceptedAt }: Batch): number {
	return settings.now() - acceptedAt;
}

function reachedOf(context: Context, batch: Batch): Transition[] {
	return reachedBy(timeline(batch, context.settings), elapsedOf(context, batch));
}

/** The state that a batch is in. */
export function lastOf(context: Context, batch: Batch): Transition {
	const reached = reachedOf(context, batch);
	return reached[reached.length - 1];
}

/** Model `sms.Batch`. The answer to its creation shows it before anything was done. */
export function batchObject(context: Context, batch: Batch, reached = reachedOf(context, batch)) {
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

/** Model `sms.BatchStatistics`, counted from the batch's messages. */
export function batchStatistics(context: Context, batch: Batch) {
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
