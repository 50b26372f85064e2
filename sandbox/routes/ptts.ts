type Duration = 'indeterminated' | 'permanent' | 'temporary';

/** Model `sms.PttDetails`. */
interface PttDetails {
	comment: string;
	description: string;
	duration: Duration;
}

const ptt = (description: string, duration: Duration, comment = description): PttDetails => ({
	comment,
	description,
	duration,
});

/** OVHcloud's published codes ("non-exhaustive"); the wording is shortened from its guide. */
export const PTTS: Record<number, PttDetails> = {
	1: ptt('Phone problem, retrying', 'temporary'),
	2: ptt('Operator problem, retrying', 'temporary'),
	3: ptt('Accepted by the operator', 'temporary'),
	4: ptt('Delivered', 'permanent'),
	5: ptt('Undelivered, without details', 'indeterminated'),
	6: ptt('Unknown outcome', 'indeterminated'),
	8: ptt('Expired', 'permanent'),
	20: ptt('Undeliverable in this form', 'permanent'),
	21: ptt("The subscriber's credit is too low", 'temporary'),
	23: ptt('Invalid or barred number', 'permanent', 'Do not use this number again'),
	24: ptt('Subscriber absent', 'temporary'),
	25: ptt('Temporary condition at the operator', 'temporary'),
	26: ptt('Temporary error of the phone', 'temporary'),
	27: ptt('Handset incompatible', 'permanent'),
	28: ptt('Suspected spam', 'permanent'),
	29: ptt('Content not permitted', 'permanent'),
	33: ptt('Parental lock', 'permanent'),
	39: ptt('New failure at the operator', 'temporary'),
	73: ptt('Ported number unreachable', 'temporary'),
	74: ptt('Roaming', 'temporary'),
	76: ptt('Ported number blocked for this customer', 'permanent'),
	202: ptt('Ported number blocked', 'permanent', 'Contact the support'),
	1999: ptt('No template available', 'permanent'),
};
