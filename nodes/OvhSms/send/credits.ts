import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../src/operations/operation';
import type { OperationRun } from '../../../src/operations/run';
import { settle } from '../../../src/operations/settle';
import { InputError } from '../../../src/sms/inputError';
import type { OvhClient } from '../../../src/ovh/client';
import { OvhError } from '../../../src/ovh/errors';
import { planRequests, type Share } from '../../../src/sending/plan';
import { hasRate, Rates } from '../../../src/sending/rates';
import { type Fate, PartlySent, receiversOf, sendResult } from '../../../src/sending/report';
import type { Budget } from '../../../src/sending/sending';
import { roundCredits } from '../../../src/sms/split';
import type { ValidRecipient } from '../../../src/sms/recipients';
import { outputOf } from './output';
import type { Prepared } from './prepare';

/** Something to be sent, as far as its price goes. */
export interface Charged {
	/** Of a message that is sent by itself. */
	item?: number;
	receivers: ValidRecipient[];
	measure: { parts: number };
	/** Where it does not depend on the destination. */
	creditsPerPart?: number;
	/** The most that the whole run may cost, in credits. */
	maxCredits?: number;
}

/**
 * Holds the run, and what the node has spent in this execution, against the lowest `maxCredits` of
 * its items, before anything is sent.
 * @param items with the receivers only who have no message yet
 * @param reserved credits that count as spent for some of them already
 * @returns what holds each request against what OVHcloud really takes; absent without a limit
 * @throws InputError when it would cost more, or when a price cannot be known
 */
export async function checkCredits(
	run: OperationRun,
	items: Charged[],
	reserved = 0,
): Promise<Budget | undefined> {
	const most = limitOf(items);
	if (most === Infinity) return undefined;
	const { cost, prices } = await pricesOf(run, items);
	const [unpriced] = cost.unpricedReceivers;
	if (unpriced) {
		throw new InputError(
			'To',
			`holds ${unpriced}, a number in a country for which OVHcloud lists no price`,
			'Nothing was sent. Without "Max Credits" such numbers are sent to, at a price that is only known afterwards.',
		);
	}
	checkLimit(
		most,
		cost.credits,
		roundCredits(run.journal.spent - reserved),
		`Nothing was sent. It would be ${items.length} messages to ${cost.recipients} recipients. Raise the option, send to fewer recipients, or shorten the text.`,
	);
	const priceOf = (share: Share): number => prices.get(shareName(share)) ?? 0;
	return {
		priceOf,
		check: ({ shares }) => {
			const credits = roundCredits(shares.reduce((sum, share) => sum + priceOf(share), 0));
			const spent = roundCredits(run.journal.spent - reserved);
			checkLimit(most, credits, spent, 'What is left was not sent.');
		},
	};
}

/** The lowest `maxCredits` of all; Infinity without any. */
export function limitOf(items: Charged[]): number {
	return Math.min(...items.map(({ maxCredits = Infinity }) => maxCredits));
}

/** @throws InputError where what is spent and what is to come go over the limit */
export function checkLimit(most: number, credits: number, spent: number, advice: string): void {
	if (roundCredits(spent + credits) <= most) return;
	throw new InputError(
		'Max Credits',
		spent === 0
			? `allows ${most} credits, and this run would take ${credits}`
			: `allows ${most} credits, ${spent} are spent in this execution, and the rest would take ${credits}`,
		advice,
	);
}

function shareName({ item, receiver }: Partial<Share>): string {
	return `${item} ${receiver}`;
}

/** What a run without sending tells of each item: the plan of the whole run beside its own. */
export async function dryRunPlan(
	run: OperationRun,
	items: Prepared[],
): Promise<(item: Prepared) => IDataObject> {
	const [first] = items;
	if (!first) return () => ({});
	const combine = run.options(first.item).combineItems !== false;
	const requests = planRequests(items, (item) => receiversOf(item.recipients), { combine });
	const plan = { requests: requests.flat().length, ...(await costOf(run, items)) };
	return (item) => {
		const fates = new Map<string, Fate>(
			item.receivers.map(({ receiver }) => [receiver, { status: 'dryRun', credits: 0 }]),
		);
		const tag = item.message.options.tag ?? '';
		return outputOf(item, { tag, ...sendResult(item.recipients, fates) }, { plan });
	};
}

/** What something would take, before it is sent. */
export interface Cost {
	recipients: number;
	/** Of all messages. */
	parts: number;
	/** For all whose price is known. */
	credits: number;
	/** Numbers in countries for which OVHcloud lists no price. */
	unpricedReceivers: string[];
}

/** @returns the credits of each share, too */
async function pricesOf(
	run: OperationRun,
	items: Charged[],
): Promise<{ cost: Cost; prices: Map<string, number> }> {
	const rates = ratesOf(run);
	const prices = new Map<string, number>();
	const unpriced = new Set<string>();
	let credits = 0;
	const countries = items
		.filter(({ creditsPerPart }) => creditsPerPart === undefined)
		.flatMap(({ receivers }) => receivers.map(({ country }) => country));
	const perPart = new Map(
		await Promise.all(
			[...new Set(countries)]
				.filter(hasRate)
				.map(async (country) => [country as string, await rates.creditsPerPart(country)] as const),
		),
	);
	for (const { item, receivers, measure, creditsPerPart } of items) {
		for (const { receiver, country = '' } of receivers) {
			const price = creditsPerPart ?? perPart.get(country);
			if (price === undefined) {
				unpriced.add(receiver);
				continue;
			}
			credits += price * measure.parts;
			if (item !== undefined) prices.set(shareName({ item, receiver }), price * measure.parts);
		}
	}
	const cost = {
		recipients: count(items),
		parts: items.reduce((sum, { receivers, measure }) => sum + receivers.length * measure.parts, 0),
		credits: roundCredits(credits),
		unpricedReceivers: [...unpriced],
	};
	return { cost, prices };
}

/** @throws OvhError */
export async function costOf(run: OperationRun, items: Charged[]): Promise<Cost> {
	return (await pricesOf(run, items)).cost;
}

/**
 * Works out what the items would take that found no credit, for their error: only then, and only
 * where the prices can be read.
 */
export async function learnNeed(
	run: OperationRun,
	prepared: Array<Prepared | { error: unknown }>,
	outcomes: Outcome[],
): Promise<void> {
	const unsent = prepared.flatMap((item, index) =>
		'error' in item ? [] : unsentOf(item, outcomes[index]),
	);
	for (const account of new Set(unsent.map((item) => item.account))) {
		const own = unsent.filter((item) => item.account === account);
		const cost = await settle(costOf(run, own));
		if ('error' in cost || cost.value.unpricedReceivers.length > 0) continue;
		run.diagnosis.needed.set(account, cost.value.credits);
	}
}

/** An item with the receivers whom it could not be sent to for want of credits. */
function unsentOf(item: Prepared, outcome?: Outcome): Prepared[] {
	if (!outcome || !('error' in outcome)) return [];
	const { error } = outcome;
	const failure = error instanceof PartlySent ? error.failure : error;
	if (!(failure instanceof OvhError) || failure.facts.kind !== 'noCredit') return [];
	const settled = error instanceof PartlySent ? error.result.recipients : [];
	const done = new Set(settled.map(({ receiver }) => receiver));
	return [{ ...item, receivers: item.receivers.filter(({ receiver }) => !done.has(receiver)) }];
}

/** A client lives as long as a run. */
const known = new WeakMap<OvhClient, Rates>();

function ratesOf({ client }: OperationRun): Rates {
	const rates = known.get(client) ?? new Rates(client);
	known.set(client, rates);
	return rates;
}

function count(items: Charged[]): number {
	return items.reduce((sum, { receivers }) => sum + receivers.length, 0);
}
