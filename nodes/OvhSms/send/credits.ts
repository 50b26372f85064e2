import type { IDataObject } from 'n8n-workflow';

import type { OperationRun } from '../../../operations/run';
import { InputError } from '../../../sms/inputError';
import { planRequests, type Share } from '../../../sending/plan';
import { hasRate, Rates } from '../../../sms/rates';
import { type Fate, receiversOf, sendResult } from '../../../sending/report';
import type { Guard } from '../../../sending/sending';
import { roundCredits } from '../../../sms/split';
import type { Recipient } from '../../../sms/recipients';
import type { Prepared } from './prepare';

/** Something to be sent, as far as its price goes. */
export interface Charged {
	/** Of a message that is sent by itself. */
	item?: number;
	receivers: Recipient[];
	measure: { parts: number };
	/** The most that the whole run may cost, in credits. */
	maxCredits?: number;
}

/**
 * Holds the run, and what the node has spent in this execution, against the lowest `maxCredits` of
 * its items, before anything is sent.
 * @param items with the receivers only who have no message yet
 * @returns what holds each request against what OVHcloud really takes; absent without a limit
 * @throws InputError when it would cost more, or when a price cannot be known
 */
export async function checkCredits(
	run: OperationRun,
	items: Charged[],
): Promise<Guard | undefined> {
	const most = Math.min(...items.map(({ maxCredits = Infinity }) => maxCredits));
	if (most === Infinity) return undefined;
	const { credits, unpricedReceivers, prices } = await costOf(run, items);
	const [unpriced] = unpricedReceivers;
	if (unpriced) {
		throw new InputError(
			'To',
			`holds ${unpriced}, a number in a country for which OVHcloud lists no price`,
			'Nothing was sent. Without "Max Credits" such numbers are sent to, at a price that is only known afterwards.',
		);
	}
	let rest = credits;
	const check = (advice: string): void => {
		const spent = roundCredits(run.journal.spent);
		if (roundCredits(spent + rest) <= most) return;
		throw new InputError(
			'Max Credits',
			spent === 0
				? `allows ${most} credits, and this run would take ${rest}`
				: `allows ${most} credits, ${spent} are spent in this execution, and the rest would take ${roundCredits(rest)}`,
			advice,
		);
	};
	check(
		`Nothing was sent. It would be ${items.length} messages to ${count(items)} recipients. Raise the option, send to fewer recipients, or shorten the text.`,
	);
	return async ({ shares }, work) => {
		check('OVHcloud takes more than its prices say. What is left was not sent.');
		const result = await work();
		rest -= shares.reduce((sum, share) => sum + (prices.get(shareName(share)) ?? 0), 0);
		return result;
	};
}

function shareName({ item, receiver }: Partial<Share>): string {
	return `${item} ${receiver}`;
}

/** What a run without sending tells of each item: the plan of the whole run beside its own. */
export async function dryRunPlan(
	run: OperationRun,
	items: Prepared[],
): Promise<(item: Prepared) => IDataObject> {
	if (items.length === 0) return () => ({});
	const combine = run.collection('options', items[0].item).combineItems !== false;
	const requests = planRequests(items, (item) => receiversOf(item.recipients), { combine });
	const { credits, unpricedReceivers } = await costOf(run, items);
	const plan = {
		requests: requests.flat().length,
		recipients: count(items),
		parts: items.reduce((sum, { receivers, measure }) => sum + receivers.length * measure.parts, 0),
		credits,
		unpricedReceivers,
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

async function costOf(
	run: OperationRun,
	items: Charged[],
): Promise<Cost & { prices: Map<string, number> }> {
	const rates = new Rates(run.client);
	const prices = new Map<string, number>();
	const unpriced = new Set<string>();
	let credits = 0;
	const countries = items.flatMap(({ receivers }) => receivers.map(({ country }) => country));
	const perPart = new Map(
		await Promise.all(
			[...new Set(countries)]
				.filter(hasRate)
				.map(async (country) => [country as string, await rates.creditsPerPart(country)] as const),
		),
	);
	for (const { item, receivers, measure } of items) {
		for (const { receiver = '', country = '' } of receivers) {
			const price = perPart.get(country);
			if (price === undefined) {
				unpriced.add(receiver);
				continue;
			}
			credits += price * measure.parts;
			if (item !== undefined) prices.set(shareName({ item, receiver }), price * measure.parts);
		}
	}
	return { credits: roundCredits(credits), unpricedReceivers: [...unpriced], prices };
}

function count(items: Charged[]): number {
	return items.reduce((sum, { receivers }) => sum + receivers.length, 0);
}
