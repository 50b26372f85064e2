import type { RecordedCall } from '../callbacks/delivery';
import type { CallKind } from '../callbacks/controls';
import type { JournalEntry } from '../callbacks/journal';
import type { RecordedRequest } from '../http/recorder';
import type { RequestView } from './protocol';

const SECRET_NAME = /password|secret|token|signature|key$/i;
/** Addresses that OVHcloud calls: their path or query is what keeps others from calling them. */
const CALLED_ADDRESS = /^(callBack|stopCallBack|cgiUrl)$/;
const BODY_LIMIT = 2000;
const MASK = '•••';

/** What the page may know of a request: no header, no query, no secret. */
export function requestView(record: RecordedRequest): RequestView {
	const { id, at, method, path, status, verdict } = record;
	const failed = status === 0 || status >= 300 || !verdict.startsWith('accepted');
	return {
		id: `request-${id}`,
		at,
		method,
		path,
		status,
		verdict,
		failed,
		body: bodyView(record.body),
	};
}

const EVENTS: Record<CallKind, string> = { state: 'delivery', reply: 'reply', stop: 'STOP' };

/** What the page may know of a callback: of the address that is called its origin, and what a POST tells. */
export function callbackView({ id, at, kind, account, call }: JournalEntry): RequestView {
	const event = EVENTS[kind];
	return {
		id: `callback-${id}`,
		at,
		method: 'CALL',
		path: call ? originOf(call.url) : account,
		status: call?.status ?? 0,
		verdict: call
			? `${event} of ${account}, attempt ${call.attempt}: ${wordsOf(call)}`
			: `${event}: nobody is called, no address is registered`,
		failed: call !== null && call.status !== 200,
		body: call?.body ? shown(Object.fromEntries(new URLSearchParams(call.body))) : null,
	};
}

/**
 * The reason of a call without an answer may hold the address, and so may an answer: n8n's own 404
 * does. So of what may go out as an SMS, it is said only that there is something.
 */
function wordsOf({ kind, verdict, answer }: RecordedCall): string {
	const words = verdict.split(':')[0];
	if (kind !== 'reply' || answer === '') return words;
	return `${words} with a text, which OVHcloud may send as an SMS`;
}

function originOf(address: string): string {
	return URL.canParse(address) ? `${new URL(address).origin}/${MASK}` : MASK;
}

function bodyView(body: string): string | null {
	let value: unknown;
	try {
		value = JSON.parse(body) as unknown;
	} catch {
		return null;
	}
	return shown(value);
}

function shown(value: unknown): string {
	const text = JSON.stringify(value, masked, 2);
	return text.length > BODY_LIMIT ? `${text.slice(0, BODY_LIMIT)}…` : text;
}

function masked(name: string, value: unknown): unknown {
	if (SECRET_NAME.test(name)) return value === null ? null : MASK;
	if (CALLED_ADDRESS.test(name) && typeof value === 'string') {
		return originOf(value);
	}
	return value;
}
