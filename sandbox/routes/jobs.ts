import type { LocatedSms } from '../state/messages';
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
				.at('pending', accountOf(context).details.name, partOf(context))
				.map(({ sms }) => sms.id),
		'GET /jobs/{id}': (context) => jobObject(context),
		'DELETE /jobs/{id}': (context) => cancelSms(context, messageOf(context, 'pending')),
	}),
	...under([ACCOUNT, USER], { 'POST /jobs': sendFromAccount }),
	...under([NUMBER], { 'POST /jobs': sendFromVirtualNumber }),
};

/** Cancels a pending message and gives its credits back, since nothing was sent. */
export function cancelSms({ state }: Context, { sms }: LocatedSms): void {
	sms.cancelled = true;
	state.addCredits(sms.account, sms.credits, sms.user);
}

/** Model `sms.Job`, or the shorter `sms.VirtualNumberJob`. */
function jobObject(context: Context) {
	const job = messageOf(context, 'pending');
	if (context.params.number !== undefined) return jobFields(job);
	const { sentAt, deliveredAt } = job.progress;
	return {
		...jobFields(job),
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
