/** What the bench asks its processes. */
import type { Keys } from '../../sandbox';

/** Where to send: a running sandbox. */
export interface Place {
	account: string;
	baseUrl: string;
	keys: Keys;
}

export type SandboxQuestion =
	| { ask: 'fresh'; answerTimeMs: number; history?: number; pages?: Pages }
	| { ask: 'counts' }
	| { ask: 'sentTo'; receiver: string };

/** Whether the sandbox answers with whole objects in pages, as OVHcloud's front end has it. */
export type Pages = 'fresh' | 'refused';

/** What the sandbox has seen since it is fresh. */
export interface Counts {
	requests: number;
	messages: number;
}

/**
 * How the items are sent: with this package's node; with n8n's own HTTP Request node, which starts
 * the requests of all items at once; with the same one item after another, in n8n's Loop Over
 * Items; or with a bare loop that only signs and posts the requests that this node makes.
 */
export type Way = 'node' | 'atOnce' | 'oneByOne' | 'bare';

export interface SendJob {
	way: Way;
	place: Place;
	items: number;
	/** Reads so many sent messages instead of sending. */
	reads?: boolean;
	texts: 'same' | 'different';
	concurrentRequests: number;
}

export interface Sent {
	seconds: number;
	peakMegabytes: number;
}

/** A send that begins at a moment, so that two processes can be put so many milliseconds apart. */
export interface OnceJob {
	place: Place;
	onceKey: string;
	receiver: string;
	/** Milliseconds since 1970. */
	at: number;
}
