import { SegmentedMessage } from 'sms-segments-calculator';

/** Whether OVHcloud appends its STOP clause, as it does to marketing messages. */
export interface TextOptions {
	stopClause: boolean;
}

export interface TextMeasure {
	/** OVHcloud's names: GSM 7-bit or UCS-2. */
	encoding: '7bits' | 'unicode';
	/** SMS parts, which is what OVHcloud charges for. */
	parts: number;
}

/**
 * What OVHcloud adds to a marketing message: 11 characters on a line of their own. The number in
 * it is OVHcloud's business and differs; the length is the one of OVHcloud's own control panel.
 */
const STOP_CLAUSE = '\nSTOP:36111';

/** Encoding and parts of a text, counted with the STOP clause where OVHcloud appends it. */
export function measureText(text: string, { stopClause }: TextOptions): TextMeasure {
	const counted = new SegmentedMessage(stopClause ? text + STOP_CLAUSE : text, 'auto');
	return {
		encoding: counted.encodingName === 'GSM-7' ? '7bits' : 'unicode',
		parts: counted.segmentsCount,
	};
}
