import type { Quirks } from './quirks';

/**
 * What OVHcloud may turn out to do, one thing at a time: a client has to be right in each. The evidence
 * stands beside each quirk.
 */
export const STRICT_MODES: Record<string, Partial<Quirks>> = {
	'null clears nothing': { nullClears: false },
	'documents grow': { documentsGrowMs: 2500 },
	'pages are refused': { pages: 'refused' },
	'pages are stale': { pages: 'stale' },
	'pages are in no order': { pages: 'unsorted' },
	'ids instead of pages': { pages: 'ids' },
	'the batch header is refused': { pages: 'refused', batchHeader: 'refused' },
	'the batch header is ignored': { pages: 'ids', batchHeader: 'ignored' },
	'tags are cut': { tagLength: 20 },
	'filters take tags in any case, and whole days': { tagCaseMatters: false, dateFilter: 'day' },
	'errors end in a line number': { errorEnding: ' on line 215' },
	'no credit in other words': {
		noCreditWords: 'Not enough credits (left: #)',
		noCreditStatus: 400,
		errorEnding: ' on line 12',
	},
	'no credit with another status': { noCreditStatus: 402 },
	'reports in other forms': { creditsAsText: true, receiverSpelling: '00' },
	'numbers in paths begin with 00': { numberInPaths: '00' },
	'pending texts end their lines with CR and LF': { jobLineEnd: '\r\n' },
	'marketing waits': { marketingWaits: 600 },
};
