import { OvhError } from '../errors';
import type { AcceptedSms } from './types';

/**
 * What OVHcloud may do and nobody here has seen it do, or not do. A client has to be right either
 * way, so each can be turned at any time, e.g. `sandbox.quirks.tagLength = 20`.
 */
export interface Quirks {
	/**
	 * Of the SMS of one request, those from this place on (0 is the first) show `lateByMs` later than
	 * the others. Evidence: none; how late the lists show a message is not published.
	 */
	lateFrom: number;
	lateByMs: number;
	/**
	 * Characters of a tag that are kept; Infinity: all. http2sms documents 20; over REST, 36 come back
	 * whole in production (betagouv/Aidants_Connect).
	 */
	tagLength: number;
	/** Whether the lists' filter by tag tells `A` from `a`. Not published. */
	tagCaseMatters: boolean;
	/** Whether the lists' filters by date look at the second or at the whole day. Not published. */
	dateFilter: 'second' | 'day';
	/**
	 * Ids that lists hold and whose objects answer 404. Evidence: none; OVHcloud's front end expects it
	 * (`value: null` in its batch requests, php-ovh#132).
	 */
	unreadable: Set<number>;
	/** How the texts of pending jobs end their lines. Not published. */
	jobLineEnd: '\n' | '\r\n';
	/**
	 * Where a virtual number's pending jobs stand: in the account's list, too, or in the number's own
	 * list only. The schema (April 2026) has both lists (`sms.Job`, `sms.VirtualNumberJob`) and does not
	 * say.
	 */
	virtualNumberJobs: 'bothLists' | 'ownList';
	/**
	 * Whether reports have `totalCreditsRemoved` as text. The schema (April 2026) says double; OVHcloud's API has
	 * been seen to write numbers as text elsewhere (`automaticRecreditAmount` is an enum of texts).
	 */
	creditsAsText: boolean;
	/**
	 * How lists answer the header for whole objects in pages: as OVHcloud's front end has it; with the
	 * list of the last minutes whatever is asked; in an order of their own; with ids, as without the
	 * header; or not at all (ovh/manager, modules/sms, `telecom-sms.service.js`; read in November 2026).
	 * With application keys, nobody here has seen any of it.
	 */
	pages: 'fresh' | 'stale' | 'unsorted' | 'ids' | 'refused';
	/** How `validReceivers` are spelled: `+33…`, `0033…`, or `33…`. Not published. */
	receiverSpelling: '+' | '00' | '';
	/**
	 * Whether an SMS to the US whose text fits no validated template ends with ptt 1999, "no templates
	 * available". The schema says of templates "needed to send in US country" (April 2026), and
	 * OVHcloud's table of codes has 1999; what becomes of such an SMS is not published.
	 */
	templatesNeeded: boolean;
	/**
	 * Milliseconds during which an export grows after it has begun to show. OVHcloud's front end waits
	 * for some seconds more "to be sure that we have data" (ovh/manager, modules/sms; read in November
	 * 2026).
	 */
	documentsGrowMs: number;
	/**
	 * Whether a sender needs a reason: "Please provide a reason" is what OVHcloud's front end says
	 * (ovh/manager, modules/sms, senders; read in November 2026). Whether the API insists is not known.
	 */
	reasonNeeded: boolean;
	/**
	 * Whether null takes an address of an account away; if not, only `""` clears it, which is what
	 * programs in production write. Not published.
	 */
	nullClears: boolean;
	/** Characters of such an address that are stored; the rest is cut without a word. Not published. */
	addressLength: number;
	/**
	 * What becomes of `X-Ovh-Batch`: "not documented, not guaranteed" (OVHcloud's staff, php-ovh#132).
	 * Without it, several keys are one that does not exist.
	 */
	batchHeader: 'answered' | 'ignored' | 'refused';
	/** HTTP status of a send without enough credits. Not published. */
	noCreditStatus: number;
	/** What it says; the second wording is one that third parties quote (ha-ovh-sms-plugin and others). */
	noCreditWords: 'You do not have enough credits' | 'Not enough credits (left: #)';
	/** What errors end with: some of OVHcloud's have been quoted with " on line 215". */
	errorEnding: string;
	/**
	 * Most minutes of `differedPeriod` and `validityPeriod`. Not published; OVHcloud's front end and
	 * guides give 2,880 as validity (read in November 2026).
	 */
	mostMinutes: number;
	/** Most receivers of a call. OVHcloud's FAQ (2026) advises 500; a limit is not published. */
	mostReceivers: number;
	/**
	 * Minutes by which marketing messages wait for the permitted hours. Sources differ: not from 20 to 8,
	 * nor on Sundays and holidays (FAQ, 2026); or not from 22 to 8, nor at weekends (an older page).
	 */
	marketingWaits: number;
	/**
	 * Minutes by which a batch's `deferred` is read in another zone. Not published; `sentAt` is "based on
	 * deferred time" (schema, April 2026).
	 */
	deferredShift: number;
	/**
	 * How the numbers of opt-outs and virtual numbers are spelled in lists and paths; the other way,
	 * they are not there. Not published.
	 */
	numberInPaths: '+' | '00';
}

export function usualQuirks(): Quirks {
	return {
		lateFrom: Infinity,
		lateByMs: 100_000,
		tagLength: Infinity,
		tagCaseMatters: true,
		dateFilter: 'second',
		unreadable: new Set(),
		jobLineEnd: '\n',
		virtualNumberJobs: 'bothLists',
		creditsAsText: false,
		pages: 'fresh',
		receiverSpelling: '+',
		templatesNeeded: false,
		documentsGrowMs: 0,
		reasonNeeded: false,
		nullClears: true,
		addressLength: Infinity,
		batchHeader: 'answered',
		noCreditStatus: 403,
		noCreditWords: 'You do not have enough credits',
		errorEnding: '',
		mostMinutes: Infinity,
		mostReceivers: Infinity,
		marketingWaits: 0,
		deferredShift: 0,
		numberInPaths: '+',
	};
}

/** Milliseconds that the SMS at a place of a request shows later than the first ones. */
export function lateness({ lateFrom, lateByMs }: Quirks, place: number): number {
	return place >= lateFrom ? lateByMs : 0;
}

/** Whether a message passes a list's filter by tag; undefined filters nothing. */
export function passesTag(
	{ tagCaseMatters }: Quirks,
	{ tag }: Pick<AcceptedSms, 'tag'>,
	filter: string | undefined,
): boolean {
	if (filter === undefined) return true;
	return tagCaseMatters ? tag === filter : tag.toLowerCase() === filter.toLowerCase();
}

/** A receiver as reports spell it. @param receiver with `+` */
export function spelled({ receiverSpelling }: Quirks, receiver: string): string {
	return receiver.replace(/^\+/, receiverSpelling);
}

/** A number as paths and lists spell it. @param number with `+` */
export function inPath({ numberInPaths }: Quirks, number: string): string {
	return number.replace(/^\+/, numberInPaths);
}

/** The number with `+` that a path names; what is spelled in the other way names none. */
export function fromPath(quirks: Quirks, written: string): string {
	const number = written.replace(/^00/, '+');
	return inPath(quirks, number) === written ? number : '';
}

/** @param left credits */
export function noCredit({ noCreditStatus, noCreditWords }: Quirks, left: number): OvhError {
	return new OvhError(noCreditStatus, noCreditWords.replace('#', left.toFixed(2)));
}
