import { randomUUID } from 'node:crypto';
import { badRequest, conflict } from '../errors';
import { isFinal, type Batch } from '../state/batches';
import type { AccountState } from '../state/account';
import { lateness } from '../state/quirks';
import { batchObject, batchStatistics, elapsedOf, lastOf } from './batchObjects';
import { takeCredits } from './charging';
import { ACCOUNT, accountOf, found, type Context, type Handlers } from './context';
import { cancelSms } from './jobs';
import { enabledSender, shortNumberFor, tagOf } from './origin';
import { fromNumbers, planSms, type Recipients } from './plan';
import { tableInSlot } from './receiverLists';
import { templateOutcome } from './usTemplates';

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
export const batchHandlers: Handlers = {
	[`GET ${BATCHES}`]: (context) =>
		[...accountOf(context).batches.values()]
			.filter((batch) => elapsedOf(context, batch) >= context.settings.visibleAfterMs)
			.map((batch) => batchObject(context, batch)),
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
	[`GET ${BATCHES}/{id}/statistics`]: (context) => batchStatistics(context, batchOf(context)),
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
	const { planned, refused, total } = planSms(account, message, recipients, noStop, virtualNumber);
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
		differedPeriod:
			minutesUntil(context, params.deferred) + (noStop ? 0 : context.state.quirks.marketingWaits),
		acceptedAt: context.settings.now(),
		creation: context.state.serverNow(),
		renamedAfter: 0,
		cancelledAfter: null,
	};
	account.batches.set(batch.id, batch);
	const tag = tagOf(context, params.tag);
	for (const [place, sms] of planned.entries()) {
		context.state.messages.accept({
			...sms,
			...templateOutcome(context, sms),
			account: account.details.name,
			batchID: batch.id,
			heldBackMs: context.settings.batchStepMs,
			sender,
			virtualNumber,
			tag,
			hiddenMs: lateness(context.state.quirks, place),
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
	const minutes = (Date.parse(deferred) - state.serverNow()) / 60_000;
	return Math.max(0, Math.ceil(minutes + state.quirks.deferredShift));
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
