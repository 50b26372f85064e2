import { type CallKind, parseLastPart } from './address';

/** What a call says. Only which SMS it is about is of interest; the rest is read from the API. */
export interface Call {
	kind: CallKind;
	/** The SMS that it is about, where it says so. */
	id?: number;
	/** Whether it says that the SMS has come to its final state. */
	claimsFinal: boolean;
}

/** Receipt codes of a final state. */
const FINAL_RECEIPTS = ['1', '2', '16'];

/** OVHcloud's guide calls the receipt's code `description`; some adapters read `dlr`. */
const RECEIPT_NAMES = ['description', 'dlr', 'descriptionDlr'];

/**
 * Reads a call to an address whose secret was checked.
 * @param target the request's path and query, as received
 * @param body the parsed body of a POST
 */
export function readCall(kind: CallKind, target: string, body: unknown): Call {
	const parameters = { ...fieldsOf(body), ...queryOf(target) };
	const id = Number(parameters.id);
	const isId = /^\d{1,15}$/.test(parameters.id ?? '');
	return {
		kind,
		...(isId && { id }),
		claimsFinal: RECEIPT_NAMES.some((name) => FINAL_RECEIPTS.includes(parameters[name] ?? '')),
	};
}

/** The secret and kind that a called address ends in. */
export function readLastPart(target: string): ReturnType<typeof parseLastPart> {
	return parseLastPart(target.split(/[?#]/)[0].split('/').at(-1) ?? '');
}

function queryOf(target: string): Record<string, string> {
	return Object.fromEntries(new URLSearchParams(target.split('?').slice(1).join('&')));
}

function fieldsOf(body: unknown): Record<string, string> {
	if (typeof body !== 'object' || body === null) return {};
	const fields = Object.entries(body as Record<string, unknown>);
	return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
}
