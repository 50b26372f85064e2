import type { INodeProperties } from 'n8n-workflow';

import { choice, collection, flag, text } from '../../../src/operations/fields';
import type { OperationRun } from '../../../src/operations/run';
import type { SendItem, SendRequest } from '../../../src/sending/plan';
import { receiversOf } from '../../../src/sending/report';
import { InputError } from '../../../src/sms/inputError';
import {
	endOfQuiet,
	MARKETING_HOURS,
	MARKETING_ZONE,
	readQuietHours,
} from '../../../src/sms/quietHours';
import type { ValidRecipient } from '../../../src/sms/recipients';

export const QUIET_HOURS: INodeProperties = {
	...collection(
		'quietHours',
		'Quiet Hours',
		[
			text('from', 'From', 'Time of the day at which they begin', {
				default: '21:00',
				placeholder: 'e.g. 21:00',
			}),
			text(
				'until',
				'Until',
				'Time of the day at which they end, on the next day where it is earlier',
				{
					default: '08:00',
					placeholder: 'e.g. 08:00',
				},
			),
			flag(
				'sundaysAndHolidays',
				'Sundays and Holidays',
				'Whether Sundays and the public holidays of France are quiet all day',
				{ default: true },
			),
			choice(
				'then',
				'Then',
				[
					{ name: 'Fail', value: 'fail', description: 'Refuse the item; nothing is sent' },
					{
						name: 'Wait',
						value: 'wait',
						description:
							'Order the SMS for the end of the quiet time; the workflow goes on, and the output tells when',
					},
				],
				'What to do with a message for that time',
				{ default: 'wait' },
			),
		],
		'Add time',
	),
	description:
		'When nobody is to be texted, by the clock of the workflow; for French overseas numbers by theirs',
};

/**
 * When to send to those for whom it is quiet now, in seconds since 1970.
 * @param moment at which they would be texted
 * @throws InputError where they are not to be texted later either
 */
export function quietMoments(
	option: unknown,
	receivers: ValidRecipient[],
	moment: number,
	timezone: string,
): Map<string, number> {
	const quiet = readQuietHours(option);
	const byCountry = new Map<string | undefined, number | undefined>();
	const moments = new Map<string, number>();
	for (const { receiver, country } of receivers) {
		if (!byCountry.has(country)) {
			byCountry.set(country, endOfQuiet(quiet, moment, timezone, country));
		}
		const end = byCountry.get(country);
		if (end === undefined) continue;
		if (quiet.fails) throw itIsQuiet(receiver, end);
		moments.set(receiver, end);
	}
	return moments;
}

/** An item whose option may hold back what leaves later than it was read. */
interface Quieted {
	item: number;
	receivers: ValidRecipient[];
	quietHours?: unknown;
}

/** Quiet hours may begin while requests wait for OVHcloud: they are held against them again. */
export function momentsFor(
	{ timezone }: OperationRun,
	items: Quieted[],
): (request: SendRequest, now: number) => number | undefined {
	const quiet = new Map(
		items
			.filter(({ quietHours }) => quietHours !== undefined)
			.map(({ item, quietHours, receivers }) => {
				const known = new Map(receivers.map((one) => [one.receiver, one]));
				return [item, { quietHours, known }] as const;
			}),
	);
	return ({ message, shares }, now) => {
		if (message.sendAt !== undefined || quiet.size === 0) return message.sendAt;
		const ends = [...new Set(shares.map(({ item }) => item))].flatMap((item) => {
			const { quietHours, known } = quiet.get(item) ?? {};
			const own = shares.flatMap((one) => (one.item === item && known?.get(one.receiver)) || []);
			return own.length > 0 ? [...quietMoments(quietHours, own, now, timezone).values()] : [];
		});
		return ends.length > 0 ? Math.max(...ends) : undefined;
	};
}

function itIsQuiet(receiver: string, end: number): InputError {
	return new InputError(
		QUIET_HOURS.displayName,
		`are on for ${receiver} until ${iso(end)}`,
		'Nothing was sent for this item. Send it after that, or set "Then" to "Wait", which orders the SMS for that moment.',
	);
}

/** The moment at which all recipients of an item are texted, where it is the same. */
export function sameMoment({ recipients, message, moments }: SendItem): number | undefined {
	const own = receiversOf(recipients).map(
		({ receiver }) => moments?.get(receiver) ?? message.sendAt,
	);
	return new Set(own).size === 1 ? own[0] : undefined;
}

/**
 * Until when OVHcloud may hold a marketing message back, for the recipient who waits longest: it
 * says nothing of that itself.
 */
export function marketingHold({ recipients, message, moments }: SendItem): {
	mayWaitUntil?: string;
} {
	if (message.messageType !== 'marketing') return {};
	const ends = receiversOf(recipients).map(({ receiver, country }) => {
		const moment = moments?.get(receiver) ?? message.sendAt ?? Math.floor(Date.now() / 1000);
		return endOfQuiet(MARKETING_HOURS, moment, MARKETING_ZONE, country) ?? 0;
	});
	const last = Math.max(0, ...ends);
	return last > 0 ? { mayWaitUntil: iso(last) } : {};
}

/** What an output tells of those who are texted after the quiet time. */
export function heldBack({ moments }: SendItem): {
	heldBack?: Array<{ sendAt: string; receivers: string[] }>;
} {
	if (!moments?.size) return {};
	const ends = [...new Set(moments.values())].sort((a, b) => a - b);
	const until = (end: number) => [...moments].filter(([, moment]) => moment === end);
	return {
		heldBack: ends.map((end) => ({
			sendAt: iso(end),
			receivers: until(end).map(([receiver]) => receiver),
		})),
	};
}

function iso(seconds: number): string {
	return new Date(seconds * 1000).toISOString();
}
