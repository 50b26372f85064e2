/** One SMS account: every field of model `sms.AccountWithIAM` but `creditsLeft`'s arithmetic. */
export interface Account {
	automaticRecreditAmount: string | number | null;
	callBack: string | null;
	channel: 'both' | 'marketing' | 'transactional';
	creditThresholdForAutomaticRecredit: number;
	creditsHoldByQuota: number;
	creditsLeft: number;
	description: string;
	iam: Record<string, unknown> | null;
	name: string;
	smpp: boolean;
	smsResponse: Record<string, unknown>;
	status: 'enable' | 'disable';
	stopCallBack: string | null;
	templates: Record<string, unknown>;
	userQuantityWithQuota: number;
}

export type SenderStatus = 'enable' | 'waitingValidation' | 'refused' | 'disable';

/** Model `sms.Sender`. */
export interface Sender {
	comment: string | null;
	description: string;
	referer: 'custom' | 'domain' | 'line' | 'nic' | 'owner' | 'virtual';
	sender: string;
	status: SenderStatus;
	type: 'alpha' | 'numeric' | 'shortcode' | 'time2chat' | 'virtual' | null;
	validationMedia: string | null;
}

/** Model `sms.SenderDocument`; its size and its addresses come from the storage. */
export interface SenderDocument {
	createdAt: string;
	description: string | null;
	documentID: string;
	name: string;
}

/** Model `sms.SenderAvailable`: a name that OVHcloud knows to be the customer's. */
export interface SenderAvailable {
	referer: 'domain' | 'nichandle';
	sender: string;
}

/** Model `sms.VirtualNumber`. */
export interface VirtualNumber {
	countryCode: 'be' | 'ch' | 'de' | 'es' | 'fr' | 'uk';
	number: string;
}

/** Model `sms.Blacklist`. */
export interface BlacklistEntry {
	batchID: string | null;
	dateCreation: string;
	number: string;
	smsOutgoingID: number | null;
}

/** Model `sms.Incoming`, with the virtual number it came in on, if any. */
export interface Incoming {
	creationDatetime: string;
	credits: number;
	id: number;
	message: string;
	sender: string;
	tag: string;
}

/** Model `sms.TemplateControl`. */
export interface Template {
	activity: 'alerting' | 'authentification' | 'transactional';
	comment: string;
	datetime: string;
	description: string;
	message: string;
	name: string;
	status: SenderStatus;
}

/** Model `sms.ChatAccess`. */
export interface ChatAccess {
	creationDate: string;
	id: number;
	url: string;
}

/** How a message ends: `ptt` and delivery receipt code, as in section "acknowledgements" of OVHcloud's guide. */
export interface Outcome {
	ptt: number;
	deliveryReceipt: number;
	/** Milliseconds that the way there takes beyond the sandbox's own delivery delay. */
	delayMs?: number;
}

/** One SMS that was accepted for one receiver. */
export interface AcceptedSms {
	id: number;
	account: string;
	receiver: string;
	sender: string;
	message: string;
	tag: string;
	/** Credits taken for it. */
	credits: number;
	parts: number;
	characters: number;
	/** Sent with the STOP clause. */
	marketing: boolean;
	/** Minutes. */
	differedPeriod: number;
	/** Two-letter country of the receiver. */
	country: string;
	virtualNumber: string | null;
	/** Login of the API user that sent it. */
	user: string | null;
	batchID: string | null;
	/** Milliseconds from acceptance until it exists: a batch creates its messages bit by bit. */
	heldBackMs: number;
	/** Milliseconds that it exists before any list shows it, beyond the sandbox's own delay. */
	hiddenMs: number;
	/** Milliseconds on the sandbox's own clock: progress follows it. */
	acceptedAt: number;
	/** Milliseconds on the clock that OVHcloud's server shows. */
	creation: number;
	outcome: Outcome;
	cancelled: boolean;
	deleted: boolean;
}
