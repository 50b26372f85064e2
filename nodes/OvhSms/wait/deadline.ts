import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { choice, dateTime, number } from '../../../src/operations/fields';
import { numberIn } from '../../../src/sms/given';
import { InputError } from '../../../src/sms/inputError';
import { momentOf } from '../../../src/sms/schedule';

const MINUTE_MS = 60_000;
const UNITS: Record<string, number> = { minutes: 1, hours: 60, days: 24 * 60 };

/** As n8n's own nodes have it, so that whoever knows one knows this. */
export const LIMIT_WAIT_TIME: INodeProperties = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	type: 'fixedCollection',
	description:
		'How long to wait for the answer; afterwards the workflow goes on with its input, without "data". Without it, the execution waits for ever.',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				choice(
					'limitType',
					'Limit Type',
					[
						{ name: 'After Time Interval', value: 'afterTimeInterval' },
						{ name: 'At Specified Time', value: 'atSpecifiedTime' },
					],
					'Whether to wait for some time, or until a moment',
					{ default: 'afterTimeInterval' },
				),
				number('resumeAmount', 'Amount', 'How long to wait', {
					default: 45,
					typeOptions: { minValue: 0, numberPrecision: 2 },
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
				}),
				choice(
					'resumeUnit',
					'Unit',
					[
						{ name: 'Days', value: 'days' },
						{ name: 'Hours', value: 'hours' },
						{ name: 'Minutes', value: 'minutes' },
					],
					'Unit of the amount',
					{
						default: 'minutes',
						displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					},
				),
				dateTime('maxDateAndTime', 'Max Date and Time', 'When to stop waiting', {
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
				}),
			],
		},
	],
};

/**
 * Until when to wait.
 * @returns undefined where there is no limit
 * @throws InputError for a limit that is none: the question must not wait for ever, or not at all
 */
export function deadlineOf(
	{ limitWaitTime }: IDataObject,
	now: number,
	timezone: string,
): Date | undefined {
	const values = (limitWaitTime as IDataObject | undefined)?.values as IDataObject | undefined;
	if (!values) return undefined;
	const moment =
		values.limitType === 'atSpecifiedTime'
			? Date.parse(momentOf(LIMIT_WAIT_TIME.displayName, values.maxDateAndTime, timezone))
			: now + minutesOf(values) * MINUTE_MS;
	if (moment > now) return new Date(moment);
	throw new InputError(
		LIMIT_WAIT_TIME.displayName,
		`ends in the past (${new Date(moment).toISOString()})`,
		'Nothing was sent. Choose a later moment.',
	);
}

function minutesOf({ resumeAmount, resumeUnit = 'hours' }: IDataObject): number {
	const minutes = numberIn(resumeAmount) * (UNITS[String(resumeUnit)] ?? NaN);
	if (Number.isFinite(minutes) && minutes > 0) return minutes;
	throw new InputError(
		LIMIT_WAIT_TIME.displayName,
		'must be an amount above 0 of minutes, hours or days',
		'Nothing was sent. Correct it, or remove the option to wait without a limit.',
	);
}
