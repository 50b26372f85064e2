import type { Fault } from '../../sandbox';
import { ACCOUNT } from './sending';

const BATCHES = `/sms/${ACCOUNT}/batches`;
const LISTS = `/sms/${ACCOUNT}/receivers`;

const anyOf = (method: string, path: string): Fault[] => [
	{ method, path, kind: 'status', status: 500 },
	{ method, path, kind: 'status', status: 429, retryAfter: 0, times: 2 },
	{ method, path, kind: 'status', status: 403, message: 'Not now' },
	{ method, path, kind: 'resetBefore' },
	{ method, path, kind: 'resetAfter' },
	{ method, path, kind: 'brokenJson' },
	{ method, path, kind: 'status', status: 502, html: true, when: 'after' },
];

/** What can go wrong while batches and lists are made, looked for, and deleted. */
export const BATCH_FAULTS: Fault[] = [
	...anyOf('POST', BATCHES),
	...anyOf('POST', LISTS),
	...anyOf('GET', `${LISTS}*`),
	...anyOf('GET', `${BATCHES}*`),
	...anyOf('DELETE', `${LISTS}/*`),
	{
		method: 'GET',
		path: `${BATCHES}*`,
		kind: 'status',
		status: 403,
		message: 'This call has not been granted',
		times: Infinity,
	},
];

/** Faults without any answer, which last as long as the client waits. */
export const BATCH_SILENCES: Fault[] = [
	{ method: 'POST', path: BATCHES, kind: 'silence', when: 'after' },
	{ method: 'POST', path: LISTS, kind: 'silence' },
];
