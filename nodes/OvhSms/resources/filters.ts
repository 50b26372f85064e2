import type { INodeProperties } from 'n8n-workflow';

import { dateTime } from '../../../src/operations/fields';
import { locators } from '../locators';

/** Filters for the time when a message was created. */
export const PERIOD = [
	dateTime('creationDatetimeFrom', 'Created From', 'Only what was created at this time or later'),
	dateTime('creationDatetimeTo', 'Created To', 'Only what was created at this time or before'),
];

/** Filters that pick an object from its list. */
export const BY_BATCH = filter(locators.batch, 'Only what belongs to this batch');
export const BY_SENDER = filter(locators.senderOfSent, 'Only messages from this sender');
export const BY_ANSWERED = filter(
	{ ...locators.outgoing, name: 'smsOutgoingId' },
	'Only the one that answered this message',
);

function filter(locator: INodeProperties, description: string): INodeProperties {
	return { ...locator, required: false, description };
}
