import { createHash } from 'crypto';

import { InputError } from '../sms/inputError';
import type { SendRequest } from './plan';

/**
 * The longest tag that OVHcloud surely keeps (documented for http2sms); over REST, 36 characters come
 * back whole in production (betagouv/Aidants_Connect). Our own tags are no longer.
 */
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
	const [first] = shares;
	const { item, receiver } = first ?? {};
	return `n8n-${hash([Object.values(name), account, message, item, receiver]).slice(0, 16)}`;
}

/** What expressions make of a field that is missing; unlike in a text, also beside an underscore. */
const MISSING =
	/(^|[^\p{L}\p{N}])(undefined|null|NaN|Invalid DateTime|\[object Object\])(?![\p{L}\p{N}])/u;

const SEPARATOR = /[-_.:/|#,; ]/;

/**
 * The tag that stands for a once key: the key itself where it can be one.
 * @param expression that has given the key, where one has
 * @throws InputError for an empty key, and for one of which a part is missing: the first item
 * without that part would keep all others from their message
 */
export function onceTag(onceKey: string, expression?: string): string {
	if (onceKey.trim() === '') {
		throw new InputError(
			'Once Key',
			'is empty',
			'Fill it with something that is the same for one event and different for others, such as an order number, or remove the option.',
		);
	}
	if (lacksPart(onceKey, expression)) {
		throw new InputError(
			'Once Key',
			`lacks a part: "${onceKey}"`,
			'All items without that part would have the same key, and only the first of them would be texted. Look at what its expression gives, and leave out items that lack the field.',
		);
	}
	if (/^[\w.:-]{1,20}$/.test(onceKey)) return onceKey;
	return `once-${hash([onceKey]).slice(0, 15)}`;
}

function lacksPart(key: string, expression?: string): boolean {
	if (MISSING.test(key)) return true;
	if (expression === undefined) return false;
	// `order-{{ … }}-{{ … }}` is `order-` + something + `-` + something.
	const literals = expression.replace(/^=/, '').split('}}').map(withoutExpression);
	if (literals.at(0) === '' && SEPARATOR.test(key.charAt(0))) return true;
	if (literals.at(-1) === '' && SEPARATOR.test(key.slice(-1))) return true;
	return hasEmptyPart(key, literals);
}

/** What stands before an expression. */
function withoutExpression(piece: string): string {
	const start = piece.indexOf('{{');
	return start < 0 ? piece : piece.slice(0, start);
}

/** Whether what stands between two literals is empty. */
function hasEmptyPart(key: string, literals: string[]): boolean {
	const [start = '', ...others] = literals;
	let rest = key.startsWith(start) ? key.slice(start.length) : key;
	for (const literal of others.slice(0, -1)) {
		const end = literal === '' ? 1 : rest.indexOf(literal);
		if (end < 0) return false;
		if (end === 0) return true;
		rest = rest.slice(end + literal.length);
	}
	return rest === literals.at(-1);
}

function hash(values: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}
