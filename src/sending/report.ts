import { problemText } from '../sms/numberProblems';
import type { Recipient, ValidRecipient } from '../sms/recipients';
import { roundCredits } from '../sms/split';

type RecipientStatus = 'accepted' | 'invalid' | 'duplicate' | 'alreadySent' | 'unknown' | 'dryRun';

/** What became of one recipient of an item. */
export interface RecipientResult {
	receiver?: string;
	input: string;
	/** OVHcloud's id of the message. */
	id?: number;
	status: RecipientStatus;
	/** Why it is invalid, or unknown. */
	reason?: string;
	/** What is to be known of the number, such as that it is a landline. */
	remark?: string;
}

const REFUSED = 'OVHcloud refused this number';
const UNKNOWN = 'Not known whether OVHcloud has the message';

/** What is known of a receiver of an item. */
export interface Fate {
	status: RecipientStatus;
	id?: number;
	/** Credits that this execution paid for it. */
	credits: number;
}

/** What became of an item: the report that the node gives out for it. */
export interface SendResult {
	ids: number[];
	validReceivers: string[];
	invalidReceivers: string[];
	/** Credits that OVHcloud took off the account. */
	totalCreditsRemoved: number;
	recipients: RecipientResult[];
}

/** The recipients to send to: possible numbers, each once. */
export function receiversOf(recipients: Recipient[]): ValidRecipient[] {
	const seen = new Set<string>();
	return recipients.filter((recipient): recipient is ValidRecipient => {
		const { receiver } = recipient;
		if (receiver === undefined || seen.has(receiver)) return false;
		seen.add(receiver);
		return true;
	});
}

/** What the user wrote that cannot be a number. */
export function impossible(recipients: Recipient[]): string[] {
	return recipients.filter(({ problem }) => problem).map(({ input }) => input);
}

/**
 * The report of an item, recipient by recipient as the user gave them.
 * @param fates by receiver; of a receiver without one nothing is known
 */
export function sendResult(recipients: Recipient[], fates: Map<string, Fate>): SendResult {
	const seen = new Set<string>();
	const results = recipients.map(({ input, receiver, remark, problem }): RecipientResult => {
		if (problem) return { input, status: 'invalid', reason: problemText(problem) };
		const { id, status }: Omit<Fate, 'credits'> = fates.get(receiver) ?? { status: 'unknown' };
		if (status === 'invalid') return { receiver, input, status, reason: REFUSED };
		if (seen.has(receiver)) return { receiver, input, status: 'duplicate' };
		seen.add(receiver);
		if (status === 'unknown') return { receiver, input, status, reason: UNKNOWN };
		return { receiver, input, ...(id !== undefined && { id }), status, ...(remark && { remark }) };
	});
	const others: RecipientStatus[] = ['invalid', 'duplicate', 'unknown'];
	const reached = results.filter(({ status }) => !others.includes(status));
	const refused = results.filter(({ status }) => status === 'invalid');
	return {
		ids: reached.flatMap(({ id }) => id ?? []),
		validReceivers: reached.flatMap(({ receiver }) => receiver ?? []),
		invalidReceivers: [...new Set(refused.map(({ receiver, input }) => receiver ?? input))],
		totalCreditsRemoved: sum([...fates.values()].map(({ credits }) => credits)),
		recipients: results,
	};
}

/** What became of the recipients of an item that failed; those to whom nothing was sent are left out. */
export interface PartialResult {
	recipients: RecipientResult[];
	totalCreditsRemoved: number;
	tag: string;
	tags?: string[];
}

/** A failure of an item, or of a whole run that stops at it, after something was sent. */
export class PartlySent extends Error {
	override readonly name = 'PartlySent';
	/** The recipients that have the message. */
	readonly accepted: RecipientResult[];
	/** The recipients of whom nobody knows. */
	readonly unknown: RecipientResult[];

	/**
	 * @param result of the item
	 * @param recipients of the item, or of the whole run
	 * @param count how many recipients there are
	 */
	constructor(
		readonly failure: unknown,
		readonly result: PartialResult,
		readonly scope: 'item' | 'run',
		recipients: RecipientResult[],
		readonly count: number,
	) {
		super('Sent in part');
		this.accepted = recipients.filter(
			({ status }) => status === 'accepted' || status === 'alreadySent',
		);
		this.unknown = recipients.filter(({ status }) => status === 'unknown');
	}
}

function sum(credits: number[]): number {
	return roundCredits(credits.reduce((total, part) => total + part, 0));
}
