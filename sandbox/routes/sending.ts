import { badRequest } from '../errors';
import type { AccountState } from '../state/account';
import { lateness, spelled } from '../state/quirks';
import { takeCredits } from './charging';
import { accountOf, partOf, virtualNumberOf, type Context } from './context';
import { enabledSender, shortNumberFor, tagOf } from './origin';
import { fromNumbers, planSms, type Recipients } from './plan';
import { fetchReceiverFile } from './receiverFile';
import { tableInSlot } from './receiverLists';
import { templateOutcome } from './usTemplates';

/** Body of the three `POST …/jobs` routes. */
export interface JobBody {
	message: string;
	receivers?: string[];
	receiversDocumentUrl?: string;
	receiversSlotId?: string;
	sender?: string;
	senderForResponse?: boolean;
	noStopClause?: boolean;
	/** Minutes. */
	differedPeriod?: number;
	/** Minutes. */
	validityPeriod?: number;
	tag?: string;
}

/** Who a message comes from, and whether the STOP clause goes with it. */
interface Origin {
	sender: string;
	virtualNumber: string | null;
	noStopClause: boolean;
}

const RECEIVER_FIELDS = ['receivers', 'receiversDocumentUrl', 'receiversSlotId'] as const;

/** Sends under a sender or the short number. @returns model `sms.SmsSendingReport` */
export async function sendFromAccount(context: Context) {
	const body = context.body as JobBody;
	const sender = originName(accountOf(context), body);
	const noStopClause = body.noStopClause === true;
	return await send(context, body, { sender, virtualNumber: null, noStopClause });
}

/** Sends from a virtual number; these calls have no sender and no STOP clause. */
export async function sendFromVirtualNumber(context: Context) {
	const { number } = virtualNumberOf(context);
	const origin = { sender: number, virtualNumber: number, noStopClause: true };
	return await send(context, context.body as JobBody, origin);
}

function originName(account: AccountState, body: JobBody): string {
	// OVHcloud ignores a sender that is given as well.
	if (body.senderForResponse === true) return shortNumberFor(account, body.message);
	if (body.sender === undefined) {
		throw badRequest('Missing parameter: sender (or senderForResponse)');
	}
	return enabledSender(account, body.sender);
}

async function send(context: Context, body: JobBody, origin: Origin) {
	const account = accountOf(context);
	const { quirks } = context.state;
	const recipients = await requestedRecipients(context, body);
	if (recipients.rows.length > quirks.mostReceivers) throw badRequest('[receivers] Too many');
	if (body.message === '') throw badRequest('[message] The message is empty');
	for (const name of ['differedPeriod', 'validityPeriod'] as const) {
		if ((body[name] ?? 0) < 0) throw badRequest(`[${name}] Given data must not be negative`);
		if ((body[name] ?? 0) > quirks.mostMinutes)
			throw badRequest(`[${name}] Given data is too high`);
	}
	const { noStopClause, virtualNumber } = origin;
	const { planned, refused, total } = planSms(
		account,
		body.message,
		recipients,
		noStopClause,
		virtualNumber,
	);
	takeCredits(context, total);
	const tag = tagOf(context, body.tag);
	const waits = noStopClause ? 0 : quirks.marketingWaits;
	const accepted = planned.map((sms, place) =>
		context.state.messages.accept({
			...sms,
			...templateOutcome(context, sms),
			account: account.details.name,
			user: partOf(context).user ?? null,
			sender: origin.sender,
			virtualNumber: origin.virtualNumber,
			tag,
			hiddenMs: lateness(quirks, place),
			marketing: !noStopClause,
			differedPeriod: (body.differedPeriod ?? 0) + waits,
		}),
	);
	return {
		ids: accepted.map(({ id }) => id),
		invalidReceivers: refused.map(({ receiver }) => receiver),
		tag,
		totalCreditsRemoved: total,
		validReceivers: accepted.map(({ receiver }) => spelled(quirks, receiver)),
	};
}

/** The receivers of one of the three fields that hold them. */
async function requestedRecipients(
	context: Context,
	body: Pick<JobBody, (typeof RECEIVER_FIELDS)[number]>,
): Promise<Recipients> {
	const given = RECEIVER_FIELDS.filter((name) => body[name] !== undefined);
	if (given.length !== 1) {
		throw badRequest(
			given.length === 0
				? `Missing parameter: one of ${RECEIVER_FIELDS.join(', ')}`
				: `[${given[1]}] Give only one of ${RECEIVER_FIELDS.join(', ')}`,
		);
	}
	const { receivers, receiversDocumentUrl, receiversSlotId } = body;
	if (receiversSlotId !== undefined) return await tableInSlot(context, receiversSlotId);
	if (receiversDocumentUrl !== undefined) return await fetchReceiverFile(receiversDocumentUrl);
	if (receivers?.length === 0) throw badRequest('[receivers] The list is empty');
	return fromNumbers(receivers ?? []);
}

/** The numbers of a call that takes receivers or the address of a file of them. */
export async function requestedNumbers(context: Context): Promise<string[]> {
	const { receivers, receiversDocumentUrl } = context.body as JobBody;
	const { rows } = await requestedRecipients(context, { receivers, receiversDocumentUrl });
	return rows.map(({ number }) => number);
}
