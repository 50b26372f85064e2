import { isWhole } from '../ovh/json';
import type { SmsSmsSendingReport } from '../ovh/model.generated';
import type { Accepted } from './api';
import { digitsOf } from '../sms/receivers';
import { splitEvenly } from '../sms/split';

/** What OVHcloud's report says of the receivers of a request. */
export interface Told {
	accepted: Accepted[];
	/** Refused by OVHcloud. */
	invalid: string[];
	/** Neither: the report does not tell. */
	untold: string[];
}

/** Whether an answer is a report at all: an empty or broken one says nothing of what was sent. */
export function isReport(answer: unknown): answer is SmsSmsSendingReport {
	const { ids, validReceivers } = (answer ?? {}) as Record<string, unknown>;
	return (
		Array.isArray(ids) &&
		ids.every(isWhole) &&
		Array.isArray(validReceivers) &&
		validReceivers.every((receiver) => typeof receiver === 'string')
	);
}

/**
 * Reads OVHcloud's report receiver by receiver; the receivers of a request cost the same. What it
 * spells in another way is known by elimination: as many are left in one of its lists, and none in
 * the other one.
 */
export function readReport(receivers: string[], report: SmsSmsSendingReport): Told {
	const valid = report.validReceivers;
	const refused = textsIn(report.invalidReceivers);
	const credits = splitEvenly(creditsIn(report.totalCreditsRemoved), valid.length);
	const position = new Map(valid.map((number, index) => [digitsOf(number), index]));
	const refusals = new Set(refused.map(digitsOf));

	const accept = (receiver: string, index: number, isCertain = true): Accepted => {
		// Without an id for each receiver it is not known which id is whose.
		const id = isCertain && report.ids.length === valid.length ? report.ids[index] : undefined;
		return { receiver, ...(id !== undefined && { id }), credits: credits[index] ?? 0 };
	};
	const told: Told = { accepted: [], invalid: [], untold: [] };
	for (const receiver of receivers) {
		const digits = digitsOf(receiver);
		const index = position.get(digits);
		const isRefused = refusals.has(digits);
		if (index !== undefined && !isRefused) told.accepted.push(accept(receiver, index));
		else if (index === undefined && isRefused) told.invalid.push(receiver);
		else told.untold.push(receiver);
	}

	const asked = new Set(receivers.map(digitsOf));
	const isLeft = (number: string): boolean => !asked.has(digitsOf(number));
	const validLeft = valid.flatMap((number, index) => (isLeft(number) ? [index] : []));
	const refusedLeft = refused.filter(isLeft);
	const { untold } = told;
	if (untold.length === validLeft.length && refusedLeft.length === 0) {
		const isCertain = untold.length === 1;
		const rest = untold.map((receiver, nth) => accept(receiver, validLeft[nth] ?? 0, isCertain));
		return { ...told, accepted: [...told.accepted, ...rest], untold: [] };
	}
	if (untold.length === refusedLeft.length && validLeft.length === 0) {
		return { ...told, invalid: [...told.invalid, ...untold], untold: [] };
	}
	return told;
}

function textsIn(list: unknown): string[] {
	return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : [];
}

/** Credits as a number, or as the text of one. */
function creditsIn(total: unknown): number {
	const credits = typeof total === 'number' || typeof total === 'string' ? Number(total) : 0;
	return Number.isFinite(credits) ? credits : 0;
}

/** The tag that OVHcloud has kept. */
export function tagIn({ tag }: { tag?: unknown }): string | undefined {
	return typeof tag === 'string' && tag !== '' ? tag : undefined;
}
