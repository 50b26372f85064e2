interface PttCode {
	/** A sentence for people: what happened. */
	text: string;
	/** What the code says by itself; without it, the receipt alone decides. */
	outcome?: 'delivered' | 'failed' | 'pending' | 'unknown';
	/** Whether the code is the cause of a failure, or of a delay while it is tried again. */
	cause?: true;
	/** Whether sending the same again would fail again. */
	permanent?: true;
}

/** A cause that may pass: OVHcloud tries again, or it can be sent again later. */
const passing = (text: string): PttCode => ({ text, cause: true });
/** A cause that ends the delivery. */
const ending = (text: string): PttCode => ({ text, outcome: 'failed', cause: true });
/** A cause that sending again would meet again. */
const lasting = (text: string): PttCode => ({ ...ending(text), permanent: true });

/**
 * The codes of `ptt` that OVHcloud's SMS guides explain. They call the list not exhaustive:
 * `GET /sms/ptts` explains the rest.
 */
export const PTT_CODES: Record<number, PttCode | undefined> = {
	0: { text: 'Waiting to be sent' },
	1: passing('The phone did not take it; delivery is tried again'),
	2: passing('The operator did not take it; delivery is tried again'),
	3: { text: 'Accepted by the operator, not yet on the phone', outcome: 'pending' },
	4: { text: 'Delivered', outcome: 'delivered' },
	5: ending('Not delivered; the operator gives no reason'),
	6: { text: 'The operator does not say what became of it', outcome: 'unknown' },
	8: ending('Not delivered before it expired: the phone was off or out of reach'),
	20: lasting('The message cannot be delivered in this form'),
	21: passing("The recipient's credit is used up"),
	23: lasting('The number is invalid or barred; do not use it again'),
	24: passing('The recipient is absent: the phone is off or out of reach'),
	25: passing("The operator's network has a temporary fault"),
	26: passing('The phone has a temporary fault, such as full memory'),
	27: lasting('The phone cannot receive this SMS'),
	28: lasting('The operator took it for spam'),
	29: lasting('The operator does not permit this content'),
	33: lasting('A parental lock stopped it'),
	39: passing('The operator reports a new kind of failure'),
	73: passing('The number moved to another operator and cannot be reached there'),
	74: passing('The recipient is roaming and cannot be reached'),
	76: lasting('The number moved to another operator, which blocks it for this account'),
	202: lasting("The number moved to another operator, which blocks it; contact OVHcloud's support"),
	1999: lasting('No template is available for this message'),
};
