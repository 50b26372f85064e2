import type { IDataObject } from 'n8n-workflow';

import type { RecipientResult, SendResult } from '../../../src/sending/report';
import type { Prepared } from './prepare';
import { heldBack, marketingHold } from './quiet';

/** What an item gives out: what people look for stands first. */
export function outputOf(
	item: Prepared,
	{ recipients, totalCreditsRemoved, ...others }: SendResult & IDataObject,
	more: IDataObject = {},
): IDataObject {
	return {
		...firstFields(item, recipients, totalCreditsRemoved),
		account: item.account,
		...others,
		encoding: item.measure.encoding,
		...(item.replaced.length > 0 && { replaced: item.replaced }),
		...more,
		...heldBack(item),
		...marketingHold(item),
		...item.redirection,
	} as unknown as IDataObject;
}

function firstFields(
	{ measure }: Prepared,
	recipients: RecipientResult[],
	totalCreditsRemoved: number,
): object {
	return {
		status: statusOf(recipients),
		...onlyOne(recipients),
		totalCreditsRemoved,
		parts: measure.parts,
		recipients,
	};
}

/** Number and ID, where there is one recipient. */
function onlyOne([only, ...others]: RecipientResult[]): object {
	if (!only?.receiver || others.length > 0) return {};
	const { receiver, id } = only;
	return { receiver, ...(id !== undefined && { id }) };
}

/** Of an item that did not fail: somebody has the message, or would have it. */
function statusOf(
	recipients: RecipientResult[],
): 'accepted' | 'partial' | 'alreadySent' | 'dryRun' {
	const seen = new Set(recipients.map(({ status }) => status));
	if (seen.has('dryRun')) return 'dryRun';
	if (seen.has('invalid') || seen.has('unknown')) return 'partial';
	return seen.has('accepted') ? 'accepted' : 'alreadySent';
}

/** An item that is not even sent to the phone of "Redirect To", which has enough from this run. */
export function onlyRedirected({ account, measure, redirection }: Prepared): IDataObject {
	const { encoding, parts } = measure;
	const recipients = redirection?.meantFor.map((receiver) => ({ receiver, status: 'redirected' }));
	return {
		status: 'redirected',
		totalCreditsRemoved: 0,
		parts,
		recipients,
		account,
		ids: [],
		validReceivers: [],
		invalidReceivers: [],
		encoding,
		...redirection,
	};
}
