/** What the page and the sandbox say to each other. Types only: both sides build on them. */

/** How a delivery stands; the page gives each tone a colour and a sign. */
export type Tone = 'waiting' | 'moving' | 'good' | 'bad' | 'off';

export interface DeliveryState {
	tone: Tone;
	/** In words: `Delivered`, `Absent` … */
	text: string;
}

interface ItemBase {
	/** Unique among all items. */
	key: string;
	/** The phone it belongs to, with `+`. */
	number: string;
	/** Its place among the phone's items, from 0. */
	index: number;
	account: string;
	/** Milliseconds since 1970. */
	at: number;
}

/** An SMS that the API accepted for the phone. */
export interface SmsItem extends ItemBase {
	kind: 'sms';
	sender: string;
	text: string;
	tag: string;
	parts: number;
	encoding: '7bits' | 'unicode';
	credits: number;
	/** What the operator adds to a marketing message, as it stands on the phone; null without. */
	stopClause: string | null;
	virtualNumber: string | null;
	/** When it is to be sent; null for at once. */
	scheduledFor: number | null;
	state: DeliveryState;
}

/** An SMS that the phone sent to an account. */
export interface ReplyItem extends ItemBase {
	kind: 'reply';
	text: string;
	tag: string;
	virtualNumber: string | null;
}

/** The phone has opted out of an account's marketing messages. */
export interface StopItem extends ItemBase {
	kind: 'stop';
}

export type Item = SmsItem | ReplyItem | StopItem;

export type Ending = 'delivered' | 'absent' | 'invalid';

/** How deliveries end. */
export interface OutcomeSetting {
	ending: Ending | 'other';
	delaySeconds: number;
}

/** How the answer to the next message that is sent through the API breaks, once. */
export type Breakage = 'lost' | 'rateLimit' | 'server' | 'slow';

export interface PhoneView {
	number: string;
	/** Phones stand in this order: that of their first items; null without any. */
	place: number | null;
	/** Newest last; older ones than these are there if the first has an index above 0. */
	items: Item[];
	/** Accounts whose blacklist has the number. */
	optedOut: string[];
	/** Null: as for all numbers. */
	outcome: OutcomeSetting | null;
}

interface SenderView {
	sender: string;
	status: string;
	comment: string | null;
}

export interface AccountView {
	name: string;
	description: string;
	creditsLeft: number;
	senders: SenderView[];
	virtualNumbers: string[];
}

/**
 * One line of the log, an API request or a callback: without headers, query or anything that is
 * secret.
 */
export interface RequestView {
	/** Unique among all lines. */
	id: string;
	at: number;
	method: string;
	path: string;
	/** 0 when the connection ended without an answer. */
	status: number;
	verdict: string;
	failed: boolean;
	/** As JSON, which a callback's form becomes. Null when there is none, or when it cannot be read. */
	body: string | null;
}

/** Everything at once, bounded: the most recent phones with their last items, the last requests. */
export interface Snapshot {
	/** Of the API, e.g. `/1.0`. */
	basePath: string;
	/** Whether the page can lead to the execution of n8n that a message comes from. */
	knowsExecutions: boolean;
	phones: PhoneView[];
	phoneCount: number;
	accounts: AccountView[];
	outcome: OutcomeSetting;
	/** Null: the next answer is as it should be. */
	breakage: Breakage | null;
	/** Newest last. */
	requests: RequestView[];
	/** Newest last. */
	callbacks: RequestView[];
}

/** What is new since the last event; absent parts have not changed. */
export interface Change {
	items?: Item[];
	states?: Array<{ key: string; number: string; state: DeliveryState }>;
	optedOut?: Array<{ number: string; accounts: string[] }>;
	outcomes?: Array<{ number: string; outcome: OutcomeSetting | null }>;
	phoneCount?: number;
	accounts?: AccountView[];
	outcome?: OutcomeSetting;
	breakage?: Breakage | null;
	requests?: RequestView[];
	callbacks?: RequestView[];
}

/** The page's commands: bodies of `POST /sandbox/<name>`. */
export interface Commands {
	reply: { number: string; account: string; virtualNumber?: string; text: string };
	stop: { number: string; account: string };
	/** Takes a STOP back. */
	allow: { number: string; account: string };
	/** Without a number: for all. Without an ending: the number follows all others again. */
	outcome: { number?: string; ending?: Ending; delaySeconds?: number };
	credits: { account: string; creditsLeft: number };
	/** Without a breakage: none after all. */
	break: { breakage?: Breakage };
	/** Takes everything away that was sent and received since the start, and gives the credits back. */
	reset: Record<string, never>;
}
