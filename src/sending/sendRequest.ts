import type { Routes } from '../ovh/model.generated';
import { InputError } from '../sms/inputError';
import { minutesFrom } from '../sms/schedule';
import { LONGEST_SENDER } from '../sms/senderRules';

/** Who the message comes from; exactly one, since OVHcloud ignores the sender beside a short number. */
export type From =
	| { senderType: 'sender'; sender: string }
	| { senderType: 'shortNumber' }
	| { senderType: 'virtualNumber'; virtualNumber: string };

/** One message to one or many recipients, as the user asked for it. */
export interface Message {
	from: From;
	message: string;
	/** `marketing` gets OVHcloud's STOP clause and waits for the permitted hours. */
	messageType: 'transactional' | 'marketing';
	/** When to send, in seconds since 1970; at once where absent. */
	sendAt?: number;
	/** Wanted only where given; `validityPeriod` in minutes. */
	options: Pick<JobBody, 'charset' | 'class' | 'coding' | 'priority' | 'tag' | 'validityPeriod'>;
}

type JobBody = Routes['POST /sms/{serviceName}/jobs']['body'];

/** The call that sends a message: its route differs for virtual numbers. */
export type SendCall =
	| { route: 'POST /sms/{serviceName}/jobs'; path: Record<string, string>; body: JobBody }
	| {
			route: 'POST /sms/{serviceName}/virtualNumbers/{number}/jobs';
			path: Record<string, string>;
			body: Routes['POST /sms/{serviceName}/virtualNumbers/{number}/jobs']['body'];
	  };

/**
 * The request that sends a message to receivers in E.164.
 * @param nowSeconds OVHcloud's time: the API wants minutes from now
 * @throws InputError for an empty text, or a sender that cannot be one
 */
export function sendCall(
	account: string,
	receivers: string[],
	message: Message,
	nowSeconds: number,
): SendCall {
	checkText(message.message);
	const { from, options, sendAt } = message;
	const body = {
		...options,
		...(sendAt !== undefined && { differedPeriod: minutesFrom(nowSeconds, sendAt) }),
		message: message.message,
		receivers,
	};
	if (from.senderType === 'virtualNumber') {
		return {
			route: 'POST /sms/{serviceName}/virtualNumbers/{number}/jobs',
			path: { serviceName: account, number: required('Virtual Number', from.virtualNumber) },
			body,
		};
	}
	return {
		route: 'POST /sms/{serviceName}/jobs',
		path: { serviceName: account },
		body: {
			...body,
			noStopClause: message.messageType === 'transactional',
			...(from.senderType === 'shortNumber'
				? { senderForResponse: true }
				: { sender: senderName(from.sender) }),
		},
	};
}

/** @throws InputError for an empty text */
export function checkText(text: string): void {
	if (text.trim() !== '') return;
	throw new InputError('Message', 'is empty', 'Write the text to send.');
}

/** @throws InputError for what cannot be a sender */
export function senderName(sender: string): string {
	const name = required('Sender', sender);
	const isNumber = /^\+?\d+$/.test(name);
	if (!isNumber && name.length > LONGEST_SENDER) {
		throw new InputError(
			'Sender',
			`"${name}" is longer than ${LONGEST_SENDER} characters`,
			'Choose a validated sender from the list.',
		);
	}
	return name;
}

/** @throws InputError for an empty one */
export function required(parameter: string, value: string): string {
	if (value !== '') return value;
	throw new InputError(
		parameter,
		'is empty',
		parameter === 'Sender'
			? 'Choose one from the list. Without a validated sender, set "Sender Type" to "Short Number".'
			: 'Choose one from the list, or another "Sender Type".',
	);
}
