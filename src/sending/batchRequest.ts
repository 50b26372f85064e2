import type { Routes, SmsBatch } from '../ovh/model.generated';
import { isSameSender, sameText } from './shown';
import { digitsOf } from '../sms/receivers';
import { momentOf } from '../sms/schedule';
import { checkText, type From, type Message, required, senderName } from './sendRequest';

export type BatchParams = Routes['POST /sms/{serviceName}/batches']['body'];

/** Whom a batch goes to: numbers in E.164, or a stored list of receivers. */
export type BatchReceivers = { to: string[] } | { slotID: string };

/**
 * The body that creates a batch.
 * @throws InputError for an empty text, or a sender that cannot be one
 */
export function batchParams(
	{ message, from, messageType, sendAt, options }: Message,
	receivers: BatchReceivers,
	more: Pick<BatchParams, 'name' | 'class'>,
): BatchParams {
	checkText(message);
	return {
		...more,
		...receivers,
		message,
		...originOf(from),
		noStop: messageType === 'transactional',
		...(options.tag && { tag: options.tag }),
		...(sendAt !== undefined && {
			deferred: momentOf('Send At', new Date(sendAt * 1000), 'UTC'),
		}),
	};
}

/** A virtual number stands in the sender's place (OVHcloud's notebook about SMS campaigns). */
function originOf(from: From): Pick<BatchParams, 'from' | 'senderForResponse'> {
	if (from.senderType === 'shortNumber') return { senderForResponse: true };
	if (from.senderType === 'sender') return { from: senderName(from.sender) };
	return { from: required('Virtual Number', from.virtualNumber) };
}

/**
 * Whether a batch of the account is the one that was asked for: same text, sender and receivers,
 * made since then. (A batch shows neither its tag nor, under a short number, its sender.)
 * @param sinceSeconds since 1970 by OVHcloud's clock
 */
export function isBatch(batch: SmsBatch, params: BatchParams, sinceSeconds: number): boolean {
	const isWhole = typeof batch.message === 'string' && typeof batch.createdAt === 'string';
	return (
		isWhole &&
		Date.parse(batch.createdAt) / 1000 >= sinceSeconds &&
		sameText(batch.message, params.message ?? '', !params.noStop) &&
		(params.from === undefined || isSameSender(batch.from ?? '', params.from)) &&
		haveSameReceivers(batch, params)
	);
}

function haveSameReceivers(batch: SmsBatch, { to, slotID }: BatchParams): boolean {
	if (slotID !== undefined) return String(batch.slotID) === slotID;
	if (!Array.isArray(batch.receivers))
		return batch.slotID === null && batch.totalRecords === to?.length;
	const wanted = new Set((to ?? []).map(digitsOf));
	const shown = new Set(
		batch.receivers.filter((receiver) => typeof receiver === 'string').map(digitsOf),
	);
	return wanted.size === shown.size && [...wanted].every((number) => shown.has(number));
}
