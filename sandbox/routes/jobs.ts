import type { LocatedSms, Part } from '../state/messages';
import { ovhDatetime } from '../state/time';
import {
	ACCOUNT,
	accountOf,
	messageOf,
	NUMBER,
	partOf,
	under,
	USER,
	type Context,
	type Handlers,
} from './context';
import { sendFromAccount, sendFromVirtualNumber } from './sending';

export const jobHandlers: Handlers = {
	...under([ACCOUNT, USER, NUMBER], {
		'GET /jobs': (context) =>
			context.state.messages
				.at('pending', accountOf(context).details.name, pendingPart(context))
				.map(({ sms }) => sms.id),
		'GET /jobs/{id}': (context) => jobObject(context),
		'DELETE /jobs/{id}': (context) => cancelSms(context, pendingMessage(context)),
	}),
	...under([ACCOUNT, USER], { 'POST /jobs': sendFromAccount }),
	...under([NUMBER], { 'POST /jobs': sendFromVirtualNumber }),
};

/** The part of the account whose pending jobs the path reaches. */
function pendingPart(context: Context): Part {
	const part = partOf(context);
	const { virtualNumberJobs } = context.state.quirks;
	if (virtualNumberJobs === 'bothLists' || part.virtualNumber !== undefined) return part;
	return { ...part, virtualNumber: null };
}

function pendingMessage(context: Context): LocatedSms {
	return messageOf(context, 'pending', pendingPart(context));
}

/** Cancels a pending message and gives its credits back, since nothing was sent. */
export function cancelSms({ state }: Context, { sms }: LocatedSms): void {
	sms.cancelled = true;
	state.addCredits(sms.account, sms.credits, sms.user);
}

/** Model `sms.Job`, or the shorter `sms.VirtualNumberJob`. */
function jobObject(context: Context) {
	const job = pendingMessage(context);
	const fields = {
		...jobFields(job),
		message: job.sms.message.replace(/\r?\n/g, context.state.quirks.jobLineEnd),
	};
	if (context.params.number !== undefined) return fields;
	const { sentAt, deliveredAt } = job.progress;
	return {
		...fields,
		sender: job.sms.sender,
		sentAt: sentAt === null ? null : ovhDatetime(sentAt),
		deliveredAt: deliveredAt === null ? null : ovhDatetime(deliveredAt),
	};
}

/** The fields that models `sms.Job`, `sms.VirtualNumberJob` and `sms.Outgoing` share. */
export function jobFields({ sms, progress }: LocatedSms) {
	return {
		creationDatetime: ovhDatetime(sms.creation),
		credits: sms.credits,
		deliveryReceipt: progress.deliveryReceipt,
		differedDelivery: sms.differedPeriod,
		id: sms.id,
		message: sms.message,
		messageLength: sms.characters,
		numberOfSms: sms.parts,
		ptt: progress.ptt,
		receiver: sms.receiver,
	};
}
