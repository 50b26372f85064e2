import type { IDataObject } from 'n8n-workflow';

import { get, getAll, remove } from '../../../src/operations/builders';
import { number, text } from '../../../src/operations/fields';
import type { Resource } from '../../../src/operations/operation';
import { maxSeconds, waitOption } from '../../../src/operations/wait';
import { SHORT_NUMBER, withSender } from '../../../src/sms/shortNumber';
import { lists } from '../lists';
import { locators } from '../locators';
import { DELIVERY_STATUS } from './deliveryStatus';
import { exportHistory } from './export';
import { BY_BATCH, BY_SENDER, PERIOD } from './filters';

const texts = {
	noun: 'sent SMS',
	simplified: ['id', 'receiver', 'sender', 'message', 'tag', 'creationDatetime', 'credits'],
	adds: DELIVERY_STATUS,
	shown: withSender<IDataObject>,
};
const one = { ...texts, ids: { id: locators.outgoing } };

const TAG = text('tag', 'Tag', 'Tag that the message was sent with');

const WAIT_FOR_STATUS = maxSeconds(
	'waitForStatus',
	'Wait for Status',
	'Seconds to wait at most until the delivery status is final. After that the item has the status as it is then.',
);

function isFinal({ status }: IDataObject): boolean {
	return status === 'delivered' || status === 'failed';
}

/** Messages through the short number have no sender that the API could be asked for. */
function byShortNumber({ sender, ...query }: IDataObject) {
	if (sender !== SHORT_NUMBER)
		return { query: { ...query, ...(sender !== undefined && { sender }) } };
	return { query, passes: ({ sender: shown }: IDataObject) => shown === '' };
}

const whole = { typeOptions: { numberPrecision: 0 } };

export const outgoing: Resource = {
	value: 'outgoing',
	name: 'Sent SMS',
	operations: [
		getAll(lists.outgoing, {
			...texts,
			plural: 'sent SMS',
			description: 'List the messages that were sent, newest first, with their delivery status',
			split: byShortNumber,
			filters: [
				...PERIOD,
				BY_BATCH,
				number('deliveryReceipt', 'Delivery Receipt', 'Code of the receipt: 1 is delivered', {
					...whole,
					default: 1,
				}),
				number(
					'differedDelivery',
					'Differed Delivery',
					'Minutes by which sending was put off',
					whole,
				),
				text('messageId', 'Message ID', 'Only the message with this UUID'),
				number('ptt', 'PTT', "Code of the operator's answer: 4 is delivered", {
					...whole,
					default: 4,
				}),
				text('receiver', 'Receiver', 'Number of the recipient, with its country code'),
				BY_SENDER,
				TAG,
			],
		}),
		get('GET /sms/{serviceName}/outgoing/{id}', {
			...one,
			...waitOption(WAIT_FOR_STATUS, isFinal),
			description: 'Read one sent message with its delivery status, or wait until it is final',
		}),
		get('GET /sms/{serviceName}/outgoing/{id}/hlr', {
			noun: texts.noun,
			ids: one.ids,
			value: 'getOperator',
			name: 'Get Operator',
			action: 'Get operator of sent SMS',
			description: "Read country and operator of a sent message's recipient; it costs nothing",
		}),
		exportHistory('outgoing', [...PERIOD, BY_BATCH, TAG]),
		remove('DELETE /sms/{serviceName}/outgoing/{id}', {
			...one,
			description:
				'Delete a sent message from the history; it is not called back, and this cannot be undone',
		}),
	],
};
