import type { LocatedSms } from '../state/messages';
import { ovhDatetime } from '../state/time';
import { accountOf, found, type Context, type Handlers } from './context';
import { sendFromAccount } from './sending';

export const jobHandlers: Handlers = {
	'GET /sms/{serviceName}/jobs': (context) => pendingJobs(context).map(({ sms }) => sms.id),
	'POST /sms/{serviceName}/jobs': sendFromAccount,
	'GET /sms/{serviceName}/jobs/{id}': (context) => {
		const job = pendingJob(context);
		const { sentAt, deliveredAt } = job.progress;
		return {
			...jobFields(job),
			sender: job.sms.sender,
			sentAt: sentAt === null ? null : ovhDatetime(sentAt),
			deliveredAt: deliveredAt === null ? null : ovhDatetime(deliveredAt),
		};
	},
	'DELETE /sms/{serviceName}/jobs/{id}': (context) => cancelJob(context),
};

/** Pending messages of the account in the path, or of one of its virtual numbers. */
export function pendingJobs(context: Context, virtualNumber?: string): LocatedSms[] {
	const { name } = accountOf(context).details;
	return context.state.messages.at('pending', name, virtualNumber);
}

export function pendingJob(context: Context, virtualNumber?: string): LocatedSms {
	const id = Number(context.params.id);
	const job = pendingJobs(context, virtualNumber).find(({ sms }) => sms.id === id);
	return found(job, 'id', id);
}

/** Cancels a pending job and gives its credits back, since nothing was sent. */
export function cancelJob(context: Context, virtualNumber?: string): void {
	const { sms } = pendingJob(context, virtualNumber);
	sms.cancelled = true;
	context.state.addCredits(sms.account, sms.credits);
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
