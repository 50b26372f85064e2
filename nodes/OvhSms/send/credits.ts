import type { IDataObject } from 'n8n-workflow';

import type { OperationRun } from '../../../operations/run';
import { InputError } from '../../../sms/inputError';
import { planRequests } from '../../../sms/plan';
import { hasRate, Rates } from '../../../sms/rates';
import { type Fate, receiversOf, sendResult } from '../../../sms/report';
import { roundCredits } from '../../../sms/split';
import type { Recipient } from '../../../sms/recipients';
import type { Prepared } from './prepare';

/** Something to be sent, as far as its price goes. */
export interface Charged {
	receivers: Recipient[];
	measure: { parts: number };
	/** The most that the whole run may cost, in credits. */
	maxCredits?: number;
}

/**
 * Holds the whole run against the lowest `maxCredits` of its items, before anything is sent.
 * @throws InputError when it would cost more, or when a price cannot be known
 */
export async function checkCredits(run: OperationRun, items: Charged[]): Promise<void> {
	const most = items.reduce(
		(least, { maxCredits = Infinity }) => Math.min(least, maxCredits),
		Infinity,
	);
	if (most === Infinity) return;
	const { credits, unpricedReceivers } = await costOf(run, items);
	const [unpriced] = unpricedReceivers;
	if (unpriced) {
		throw new InputError(
			'To',
			`holds ${unpriced}, a number in a country for which OVHcloud lists no price`,
			'Nothing was sent. Without "Max Credits" such numbers are sent to, at a price that is only known afterwards.',
		);
	}
	if (credits <= most) return;
	throw new InputError(
		'Max Credits',
		`allows ${most} credits, and this run would take ${credits}`,
		`Nothing was sent. It would be ${items.length} messages to ${count(items)} recipients. Raise the option, send to fewer recipients, or shorten the text.`,
	);
}

/** What a run without sending tells of each item: the plan of the whole run beside its own. */
export async function dryRunPlan(
	run: OperationRun,
	items: Prepared[],
): Promise<(item: Prepared) => IDataObject> {
	if (items.length === 0) return () => ({});
	const combine = run.collection('options', items[0].item).combineItems !== false;
	const requests = planRequests(items, (item) => receiversOf(item.recipients), { combine });
	const plan = {
		requests: requests.flat().length,
		recipients: count(items),
		parts: items.reduce((sum, { receivers, measure }) => sum + receivers.length * measure.parts, 0),
		...(await costOf(run, items)),
	};
	return (item) => {
		const fates = new Map<string, Fate>(
			item.receivers.map(({ receiver = '' }) => [receiver, { status: 'dryRun', credits: 0 }]),
		);
		const { recipients, ...result } = sendResult(item.recipients, fates);
		return {
			account: item.account,
			tag: item.message.options.tag ?? '',
			...result,
			encoding: item.measure.encoding,
			parts: item.measure.parts,
			...(item.replaced.length > 0 && { replaced: item.replaced }),
			recipients,
			plan,
		} as unknown as IDataObject;
	};
}

interface Cost {
	/** For all whose price is known. */
	credits: number;
	/** Numbers in countries for which OVHcloud lists no price. */
	unpricedReceivers: string[];
}

async function costOf(run: OperationRun, items: Charged[]): Promise<Cost> {
	const rates = new Rates(run.client);
	const partsTo = new Map<string, number>();
	const unpriced = new Set<string>();
	for (const { receivers, measure } of items) {
		for (const { receiver = '', country } of receivers) {
			if (hasRate(country)) partsTo.set(country, (partsTo.get(country) ?? 0) + measure.parts);
			else unpriced.add(receiver);
		}
	}
	const credits = await Promise.all(
		[...partsTo].map(async ([country, parts]) => parts * (await rates.creditsPerPart(country))),
	);
	return {
		credits: roundCredits(credits.reduce((sum, part) => sum + part, 0)),
		unpricedReceivers: [...unpriced],
	};
}

function count(items: Charged[]): number {
	return items.reduce((sum, { receivers }) => sum + receivers.length, 0);
}
