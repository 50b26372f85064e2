import { badRequest, forbidden, notImplemented, OvhError } from '../errors';
import { destinationOf, readReceiver, roundCredits } from '../state/numbers';
import type { AccountState } from '../state/state';
import { hasContactInformation, measureText } from '../state/text';
import { accountOf, virtualNumberOf, type Context } from './context';

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
export function sendFromAccount(context: Context) {
	const body = context.body as JobBody;
	const sender = originName(accountOf(context), body);
	const noStopClause = body.noStopClause === true;
	return send(context, body, { sender, virtualNumber: null, noStopClause });
}

/** Sends from a virtual number; these calls have no sender and no STOP clause. */
export function sendFromVirtualNumber(context: Context) {
	const { number } = virtualNumberOf(context);
	const origin = { sender: number, virtualNumber: number, noStopClause: true };
	return send(context, context.body as JobBody, origin);
}

function originName(account: AccountState, body: JobBody): string {
	if (body.senderForResponse === true) {
		// OVHcloud ignores a sender that is given as well.
		if (hasContactInformation(body.message)) {
			throw badRequest(
				'[message] You can not send a message with contact information with shortcode (link or phone number)',
			);
		}
		return shortNumber(account.details.name);
	}
	if (body.sender === undefined) {
		throw badRequest('Missing parameter: sender (or senderForResponse)');
	}
	if (account.senders.get(body.sender)?.status !== 'enable') {
		throw forbidden(`Sms sender ${body.sender} does not exists. Please create it first`);
	}
	return body.sender;
}

function send(context: Context, body: JobBody, origin: Origin) {
	const account = accountOf(context);
	const receivers = requestedReceivers(body);
	if (body.message === '') throw badRequest('[message] The message is empty');
	for (const name of ['differedPeriod', 'validityPeriod'] as const) {
		if ((body[name] ?? 0) < 0) throw badRequest(`[${name}] Given data must not be negative`);
	}

	const marketing = !origin.noStopClause;
	const { parts, characters } = measureText(body.message, origin.noStopClause);
	const tag = body.tag ?? `sandbox-${context.state.serverNow().toString(36)}`;
	const invalidReceivers: string[] = [];
	const planned = receivers.flatMap((given) => {
		const receiver = readReceiver(given);
		if (receiver === undefined || (marketing && account.blacklist.has(receiver))) {
			invalidReceivers.push(given);
			return [];
		}
		const { country, credits } = destinationOf(receiver);
		return [{ receiver, country, credits: roundCredits(credits * parts) }];
	});

	const total = roundCredits(planned.reduce((sum, { credits }) => sum + credits, 0));
	if (total > account.details.creditsLeft) {
		throw new OvhError(context.settings.noCreditStatus, 'You do not have enough credits');
	}
	context.state.addCredits(account.details.name, -total);

	const accepted = planned.map((part) =>
		context.state.messages.accept({
			...part,
			account: account.details.name,
			sender: origin.sender,
			virtualNumber: origin.virtualNumber,
			message: body.message,
			tag,
			parts,
			characters,
			marketing,
			differedPeriod: body.differedPeriod ?? 0,
		}),
	);
	return {
		ids: accepted.map(({ id }) => id),
		invalidReceivers,
		tag,
		totalCreditsRemoved: total,
		validReceivers: accepted.map(({ receiver }) => receiver),
	};
}

function requestedReceivers(body: JobBody): string[] {
	const given = RECEIVER_FIELDS.filter((name) => body[name] !== undefined);
	if (given.length !== 1) {
		throw badRequest(
			given.length === 0
				? `Missing parameter: one of ${RECEIVER_FIELDS.join(', ')}`
				: `[${given[1]}] Give only one of ${RECEIVER_FIELDS.join(', ')}`,
		);
	}
	if (body.receivers === undefined) throw notImplemented(`sending with ${given[0]}`);
	if (body.receivers.length === 0) throw badRequest('[receivers] The list is empty');
	return body.receivers;
}

/** A five-digit number per account; OVHcloud draws one per conversation. */
function shortNumber(serviceName: string): string {
	const sum = [...serviceName].reduce((total, char) => total + char.charCodeAt(0), 0);
	return String(38000 + (sum % 1000));
}
