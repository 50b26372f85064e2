export type CallKind = 'state' | 'reply' | 'stop';
export type CallMethod = 'GET' | 'POST';

/** How the sandbox calls back; all of it may be changed at any time. */
export interface CallControls {
	/** Of delivery reports, which OVHcloud's guide (2022) has as GET, and of STOPs. A reply is always a POST. */
	method: CallMethod;
	/** Name of the parameter with the receipt code: OVHcloud's, or what one adapter reads. */
	receiptName: 'description' | 'dlr';
	/** How often each call is made, one after the other. */
	copies: number;
	/** Whether the copies are made at the same time. */
	simultaneous: boolean;
	/** Calls under way at once, over all. */
	mostAtOnce: number;
	/** Whether the intermediate states of an SMS are told after its final one. */
	outOfOrder: boolean;
	/** Calls of these kinds are not made at all. */
	lost: CallKind[];
	/** Changes the address before the call, such as its secret. */
	rewrite: (address: string) => string;
	/** Further tries after an answer other than 200, and the pause before the first; it doubles. */
	retries: number;
	retryDelayMs: number;
}

export function usualControls(): CallControls {
	return {
		method: 'GET',
		receiptName: 'description',
		copies: 1,
		simultaneous: false,
		mostAtOnce: 10,
		outOfOrder: false,
		lost: [],
		rewrite: (address) => address,
		retries: 6,
		retryDelayMs: 250,
	};
}
