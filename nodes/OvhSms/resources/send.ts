import type { IDataObject } from 'n8n-workflow';

import { accountOf } from '../../../operations/builders';
import { eachItem, type Operation } from '../../../operations/operation';
import type { OperationRun } from '../../../operations/run';
import { OvhError } from '../../../ovh/errors';
import { InputError } from '../../../sms/inputError';
import { parseRecipients, type Recipient } from '../../../sms/recipients';
import { isReport, receiversOf, type SendResult, sendResult } from '../../../sms/report';
import { minutesUntil } from '../../../sms/schedule';
import { type From, type Message, sendCall, type SendCall } from '../../../sms/sendRequest';
import { measureText } from '../../../sms/text';
import { SEND_PROPERTIES } from './sendProperties';

/** `sms` → `send`: one request per item, never repeated where it may have reached OVHcloud. */
export const send: Operation = {
	value: 'send',
	name: 'Send',
	action: 'Send SMS',
	description:
		'Send an SMS to one or many recipients. This costs credits for each recipient and part, reaches people at once, and cannot be undone.',
	properties: SEND_PROPERTIES,
	run: eachItem(async (run, item) => {
		const account = accountOf(run, item);
		const recipients = readRecipients(run, item);
		const message = readMessage(run, item);
		const call = sendCall(account, receiversOf(recipients), message);
		const result = sendResult(account, recipients, await post(run, call));
		failIfNobodyIsLeft(result);
		const { parts, encoding } = measureText(message.message, {
			stopClause: message.messageType === 'marketing',
		});
		const { recipients: details, ...report } = result;
		return [{ ...report, encoding, parts, recipients: details } as unknown as IDataObject];
	}),
};

function readRecipients(run: OperationRun, item: number): Recipient[] {
	const recipients = parseRecipients(run.parameter('to', item));
	if (receiversOf(recipients).length > 0) return recipients;
	throw new InputError(
		'To',
		recipients.length
			? `holds no phone number that can be called: ${recipients.map(({ input }) => input).join(', ')}`
			: 'is empty',
		'Write numbers with their country code, such as +33612345678 or 0033612345678. Nothing was sent for this item.',
	);
}

function readMessage(run: OperationRun, item: number): Message {
	const { sendAt, validityPeriod, ...rest } = run.collection('options', item);
	const from = readFrom(run, item);
	return {
		from,
		message: String(run.parameter('message', item, '') ?? ''),
		messageType:
			from.senderType !== 'virtualNumber' && run.text('messageType', item) === 'marketing'
				? 'marketing'
				: 'transactional',
		options: {
			...wanted(rest, ['charset', 'class', 'coding', 'priority', 'tag']),
			...(isGiven(validityPeriod) && { validityPeriod: readMinutes(validityPeriod) }),
			...(isGiven(sendAt) && {
				differedPeriod: minutesUntil(sendAt, run.client.serverTimestamp(), run.timezone),
			}),
		},
	};
}

function readFrom(run: OperationRun, item: number): From {
	const senderType = run.text('senderType', item);
	if (senderType === 'shortNumber') return { senderType };
	if (senderType === 'virtualNumber') {
		return { senderType, virtualNumber: run.text('virtualNumber', item) };
	}
	return { senderType: 'sender', sender: run.text('sender', item) };
}

function wanted(options: IDataObject, names: string[]): Message['options'] {
	return Object.fromEntries(
		names.filter((name) => isGiven(options[name])).map((name) => [name, String(options[name])]),
	);
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

function readMinutes(value: unknown): number {
	const minutes = Number(value);
	if (Number.isInteger(minutes) && minutes > 0) return minutes;
	throw new InputError(
		'Validity Period (Minutes)',
		'must be a whole number above 0',
		'Write minutes: 2880 is 48 hours.',
	);
}

/** @throws OvhError; also when the answer to the send cannot be read, as nobody knows then what was sent */
async function post(run: OperationRun, call: SendCall) {
	const answer: unknown = await run.client.call(call);
	if (isReport(answer)) return answer;
	const [method, route] = call.route.split(' ');
	throw new OvhError({
		kind: 'unreadable',
		effect: 'unknown',
		method,
		route,
		path: route,
		reason: 'the answer is not a sending report',
	});
}

function failIfNobodyIsLeft({ validReceivers, invalidReceivers }: SendResult): void {
	if (validReceivers.length > 0) return;
	throw new InputError(
		'To',
		`was refused by OVHcloud: ${invalidReceivers.join(', ')}`,
		'OVHcloud accepted none of these numbers, so nothing was sent and no credit was taken. Check them, and whether the recipients have opted out (STOP).',
	);
}
