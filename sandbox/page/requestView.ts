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
	return { id, at, method, path, status, verdict, failed, body: bodyView(record.body) };
}

function bodyView(body: string): string | null {
	let value: unknown;
	try {
		value = JSON.parse(body) as unknown;
	} catch {
		return null;
	}
	const text = JSON.stringify(value, masked, 2);
	return text.length > BODY_LIMIT ? `${text.slice(0, BODY_LIMIT)}…` : text;
}

function masked(name: string, value: unknown): unknown {
	if (SECRET_NAME.test(name)) return value === null ? null : MASK;
	if (CALLED_ADDRESS.test(name) && typeof value === 'string') {
		return URL.canParse(value) ? `${new URL(value).origin}/${MASK}` : MASK;
	}
	return value;
}
