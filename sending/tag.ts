import { createHash } from 'crypto';

import { InputError } from '../sms/inputError';
import type { SendRequest } from './plan';

/** The longest tag that OVHcloud is known to keep (documented for http2sms). */
export const LONGEST_TAG = 20;

/** What makes a request unique: the same in each try, different in each execution. */
export interface ExecutionName {
	executionId: string;
	workflowId: string;
	nodeName: string;
	/** Which run of the node in this execution. */
	runIndex: string;
}

/**
 * A tag for a request to which the user gave none, so that it can be found again in OVHcloud's
 * history: the same for the same request of the same execution, in each of its tries.
 */
export function derivedTag(name: ExecutionName, { account, message, shares }: SendRequest): string {
	const { item, receiver } = shares[0];
	return `n8n-${hash([Object.values(name), account, message, item, receiver]).slice(0, 16)}`;
}

/**
 * The tag that stands for a once key: the key itself where it can be one.
 * @throws InputError for an empty key
 */
export function onceTag(onceKey: string): string {
	if (onceKey.trim() === '') {
		throw new InputError(
			'Once Key',
			'is empty',
			'Fill it with something that is the same for one event and different for others, such as an order number, or remove the option.',
		);
	}
	if (/^[\w.:-]{1,20}$/.test(onceKey)) return onceKey;
	return `once-${hash([onceKey]).slice(0, 15)}`;
}

/** @throws InputError when OVHcloud might cut it, and so lose the message */
export function checkTag(tag: string): string {
	if (tag.length <= LONGEST_TAG) return tag;
	throw new InputError(
		'Tag',
		`is longer than ${LONGEST_TAG} characters`,
		`Shorten it: OVHcloud is not known to keep more than ${LONGEST_TAG} characters.`,
	);
}

function hash(values: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}
