import type { SmsSmsSendingReport } from '../ovh/model.generated';
import type { Recipient } from './recipients';

export type RecipientStatus = 'accepted' | 'invalid' | 'duplicate';

/** What became of one recipient of an item. */
export interface RecipientResult {
	receiver?: string;
	input: string;
	/** OVHcloud's id of the message. */
	id?: number;
	status: RecipientStatus;
}

/** What became of an item: the report that the node gives out for it. */
export interface SendResult {
	account: string;
	tag: string;
	ids: number[];
	validReceivers: string[];
	invalidReceivers: string[];
	/** Credits that OVHcloud took off the account. */
	totalCreditsRemoved: number;
	recipients: RecipientResult[];
}

/** The numbers to send to: possible ones, each once. */
export function receiversOf(recipients: Recipient[]): string[] {
	return [...new Set(recipients.flatMap(({ receiver }) => receiver ?? []))];
}

/** Whether an answer is a report at all: an empty or broken one says nothing of what was sent. */
export function isReport(answer: unknown): answer is SmsSmsSendingReport {
	const { ids, validReceivers } = (answer ?? {}) as Record<string, unknown>;
	return Array.isArray(ids) && Array.isArray(validReceivers);
}

/** Tells OVHcloud's report recipient by recipient. */
export function sendResult(
	account: string,
	recipients: Recipient[],
	report: SmsSmsSendingReport,
): SendResult {
	const idOf = new Map(
		report.validReceivers.map((receiver, index) => [
			digits(receiver),
			// Without an id for each receiver it is not known which id is whose.
			report.ids.length === report.validReceivers.length ? report.ids[index] : undefined,
		]),
	);
	const seen = new Set<string>();
	const results = recipients.map(({ input, receiver }): RecipientResult => {
		if (!receiver || !idOf.has(digits(receiver))) {
			return { ...(receiver && { receiver }), input, status: 'invalid' };
		}
		if (seen.has(receiver)) return { receiver, input, status: 'duplicate' };
		seen.add(receiver);
		const id = idOf.get(digits(receiver));
		return { receiver, input, ...(id !== undefined && { id }), status: 'accepted' };
	});
	return {
		account,
		tag: report.tag ?? '',
		ids: report.ids,
		validReceivers: report.validReceivers,
		invalidReceivers: [
			...new Set(
				results.flatMap(({ status, receiver, input }) =>
					status === 'invalid' ? [receiver ?? input] : [],
				),
			),
		],
		totalCreditsRemoved: report.totalCreditsRemoved,
		recipients: results,
	};
}

/** OVHcloud may write a number as `+33…` or `0033…`. */
function digits(receiver: string): string {
	return receiver.replace(/\D/g, '').replace(/^00/, '');
}
