import { digitsOf } from '../../src/sms/receivers';
import { type CallKind, parseLastPart } from './address';

/** What a call says. It is a hint only: what has happened is read from the API. */
export interface Call {
	kind: CallKind;
	/** The SMS that it is about, where it says so. */
	id?: number;
	/** Digits of the number that it is about, where it says so. */
	number?: string;
	/** Whether it says that the SMS has not come to its final state. */
	isInBetween: boolean;
}

/** Receipt codes of states in between. */
const OPEN_RECEIPTS = ['0', '4', '8'];

/** OVHcloud's guide calls the receipt's code `description`; some adapters read `dlr`. */
const RECEIPT_NAMES = ['description', 'dlr', 'descriptionDlr'];

/** Where a call about a STOP may tell the number; OVHcloud does not publish its parameters. */
const NUMBER_NAMES = ['number', 'senderid', 'sender', 'receiver', 'phone'];

/**
 * Reads a call to an address whose secret was checked; whatever it holds, it is a call.
 * @param target the request's path and query, as received
 * @param body the parsed body of a POST
 */
export function readCall(kind: CallKind, target: string, body: unknown): Call {
	const parameters = new Map([...fieldsOf(body), ...queryOf(target)]);
	const id = parameters.get('id') ?? '';
	const numbers = NUMBER_NAMES.map((name) => digitsOf(parameters.get(name) ?? ''));
	const number = numbers.find((digits) => /^\d{6,15}$/.test(digits));
	return {
		kind,
		...(kind === 'stop' && number && { number }),
		...(/^\d{1,15}$/.test(id) && { id: Number(id) }),
		isInBetween:
			kind === 'state' &&
			RECEIPT_NAMES.some((name) => OPEN_RECEIPTS.includes(parameters.get(name) ?? '')),
	};
}

/** The secret and kind that a called address ends in. */
export function readLastPart(target: string): ReturnType<typeof parseLastPart> {
	return parseLastPart(
		target
			.replace(/[?#].*/s, '')
			.split('/')
			.at(-1) ?? '',
	);
}

function queryOf(target: string): Iterable<[string, string]> {
	return new URLSearchParams(target.split('?').slice(1).join('&'));
}

/** Only texts and numbers: what else may stand in a body is no parameter of OVHcloud's. */
function fieldsOf(body: unknown): Array<[string, string]> {
	if (typeof body !== 'object' || body === null) return [];
	return Object.entries(body as Record<string, unknown>).flatMap(([name, value]) =>
		['string', 'number'].includes(typeof value) ? [[name, String(value)]] : [],
	);
}
