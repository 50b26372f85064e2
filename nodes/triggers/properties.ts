import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { ACCOUNT, SIMPLIFY_FROM_1_1 } from '../../src/operations/properties';
import type { EventName } from '../../src/triggers/events';

/** The events of both triggers, as they are chosen. */
const EVENTS: Record<EventName, Omit<INodePropertyOptions, 'value'>> = {
	deliveryReport: {
		name: 'Delivery Report',
		description: 'An SMS was delivered, or could not be',
	},
	lowCredit: {
		name: 'Low Credit',
		description: 'The credits of the account fell below the threshold',
	},
	messageReceived: {
		name: 'Message Received',
		description: 'Somebody replied to an SMS, or wrote to a virtual number',
	},
	optOut: {
		name: 'Opt-Out',
		description: 'A recipient replied STOP and gets no more marketing SMS',
	},
	senderStatus: {
		name: 'Sender Status',
		description: 'A sender name was validated or refused',
	},
};

/** The account and the choice of events. */
export function eventProperties(names: EventName[]): INodeProperties[] {
	return [
		{ ...ACCOUNT, required: true, description: 'The OVHcloud SMS account to watch' },
		{
			displayName: 'Trigger On',
			name: 'events',
			type: 'multiOptions',
			required: true,
			default: [],
			options: names.map((value) => ({ value, ...EVENTS[value] })),
		},
	];
}

/** Which events of these kinds start the workflow. */
export const FILTERS: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	description: 'Only start on some of these events; separate several values by commas',
	options: [
		{
			displayName: 'Receiver',
			name: 'receiver',
			type: 'string',
			default: '',
			placeholder: 'e.g. +33612345678',
			description:
				'Number that the SMS went to. Applies to delivery reports, and to opt-outs by their number.',
		},
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'string',
			default: '',
			placeholder: 'e.g. BOUTIQUE',
			description:
				'Sender of the SMS. Applies to delivery reports and sender status by the sender name, and to received messages by the number of who wrote.',
		},
		{
			displayName: 'Tag',
			name: 'tag',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-42',
			description: 'Tag of the SMS. Applies to delivery reports and received messages.',
		},
	],
};

export const FINAL_STATES_ONLY: INodeProperties = {
	displayName: 'Final States Only',
	name: 'finalStatesOnly',
	type: 'boolean',
	default: true,
	description:
		'Whether to start once for each SMS, when it is delivered or has failed. Switch off to hear of each state in between, too.',
};

/** An options collection. */
export function options(entries: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: entries,
	};
}

/** For delivery reports and the account of low credit, which have more than ten fields. */
export const SIMPLIFY_EVENTS: INodeProperties = {
	...SIMPLIFY_FROM_1_1,
	displayOptions: {
		show: { events: ['deliveryReport', 'lowCredit'], ...SIMPLIFY_FROM_1_1.displayOptions?.show },
	},
};
