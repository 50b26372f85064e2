import { PTT_CODES } from './pttCodes';

/** The two codes of an outgoing SMS that say where it is. */
export interface DeliveryCodes {
	ptt: number;
	deliveryReceipt: number;
}

/** What OVHcloud tells of a code. */
interface CodeDetails {
	description: string;
	comment: string;
	duration: string;
}

/** Where an SMS is, in words that a workflow can branch on. */
export interface DeliveryStatus {
	status: 'delivered' | 'failed' | 'pending' | 'unknown';
	/** A sentence for people: what happened. */
	statusText: string;
	/** Of what failed: whether sending again would meet the same cause again. */
	permanent?: boolean;
}

type Outcome = Exclude<DeliveryStatus['status'], 'unknown'>;

/** Receipt codes of OVHcloud's SMS guides, by what they mean. */
const RECEIPTS: Record<number, Outcome> = {
	0: 'pending', // being created
	1: 'delivered',
	2: 'failed',
	4: 'pending',
	8: 'pending', // buffered
	16: 'failed', // not billed
};

/** For codes without a text of their own. */
const TEXTS: Record<DeliveryStatus['status'], string> = {
	delivered: 'Delivered',
	failed: 'Not delivered',
	pending: 'On its way',
	unknown: 'The outcome is not known',
};

/** Whether OVHcloud's `GET /sms/ptts` could add a text for this code. */
export function needsPttDetails({ ptt }: DeliveryCodes): boolean {
	return Number.isInteger(ptt) && !(ptt in PTT_CODES);
}

/**
 * What an outgoing SMS's codes mean. The receipt decides, as the operator's own word; where it is
 * still open, a `ptt` code that is final by itself does.
 * @param details OVHcloud's answer about a `ptt` code that is in no published table
 */
export function decodeDelivery(codes: DeliveryCodes, details?: CodeDetails): DeliveryStatus {
	if (![codes.ptt, codes.deliveryReceipt].every(Number.isInteger)) {
		return { status: 'unknown', statusText: TEXTS.unknown };
	}
	const status = statusOf(codes);
	const known = PTT_CODES[codes.ptt];
	if (!known) return fromDetails(status, codes, details);
	const fits = status === known.outcome || (known.cause === true && status !== 'delivered');
	return {
		status,
		statusText: fits ? known.text : TEXTS[status],
		...(status === 'failed' && { permanent: known.permanent === true }),
	};
}

/** Whether the state of an SMS will not change any more. */
export function isFinal(codes: DeliveryCodes): boolean {
	return ['delivered', 'failed'].includes(statusOf(codes));
}

function statusOf({ ptt, deliveryReceipt }: DeliveryCodes): DeliveryStatus['status'] {
	const receipt = RECEIPTS[deliveryReceipt];
	if (receipt === 'delivered' || receipt === 'failed') return receipt;
	return PTT_CODES[ptt]?.outcome ?? receipt ?? 'unknown';
}

function fromDetails(
	status: DeliveryStatus['status'],
	{ ptt, deliveryReceipt }: DeliveryCodes,
	details: CodeDetails | undefined,
): DeliveryStatus {
	const permanent = details?.duration === 'permanent';
	const words: unknown[] = [details?.description, details?.comment];
	const said = new Set(words.filter((text) => typeof text === 'string' && text !== ''));
	return {
		status,
		statusText: said.size
			? [...said].join(': ')
			: `${TEXTS[status]} (OVHcloud's code: ptt ${ptt}, receipt ${deliveryReceipt})`,
		...(status === 'failed' && { permanent }),
	};
}
