import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createHmac,
	randomBytes,
	timingSafeEqual,
} from 'crypto';

/** What a call to an address tells about: the state of an SMS, a reply, or a STOP. */
export type CallKind = 'state' | 'reply' | 'stop';

/** First letter of an address's last part. */
const LETTERS: Record<CallKind, string> = { state: 'd', reply: 'r', stop: 's' };

/** What n8n's address of the webhook has in place of the last part. */
export const PLACEHOLDER = ':secret';

/**
 * Path below n8n's webhook address. The secret is part of it and no query parameter: how OVHcloud
 * adds its own parameters to an address that has some already is not documented.
 */
export const WEBHOOK_PATH = `=ovh-sms-{{ $webhookId.slice(0, 8) }}/${PLACEHOLDER}`;

/**
 * An address of this trigger as it is registered on an account: `…/ovh-sms-1a2b3c4d/<part>`, where
 * the part is a letter, the secret, and after a dot what is known of the place, sealed.
 */
export interface TriggerAddress {
	/** Everything before the last part; the same for all activations of a node. */
	base: string;
	kind: CallKind;
	secret: string;
	sealed?: string;
}

/** What an address tells those who have the credential. */
export interface Note {
	/** What stood there before. */
	covered: string | null;
	/** Name of the workflow that it belongs to. */
	owner: string;
}

const SHAPE = /^(https?:\/\/[^?#]+\/ovh-sms-[\w-]+)\/([drs])([0-9a-f]{32})(?:\.([\w-]+))?$/;

const SECRET_BYTES = 16;

/** 128 random bits. */
export function newSeed(): string {
	return randomBytes(SECRET_BYTES).toString('hex');
}

/**
 * The secret of a trigger's addresses. What n8n keeps of it shows it to those only who have the
 * credential, too, and gives the same one for each activation.
 * @param key the credential's secret
 */
export function secretFrom(seed: string, key: string): string {
	const bytes = createHmac('sha256', key).update(`n8n-nodes-ovh-sms secret ${seed}`).digest();
	return bytes.subarray(0, SECRET_BYTES).toString('hex');
}

/** What a secret is known by, without being told. */
export function hashOf(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** The parts of an address, if it is one of this kind of trigger, in whatever n8n. */
export function parseAddress(address: string | null): TriggerAddress | undefined {
	const [, base, letter, secret, sealed] = SHAPE.exec(address ?? '') ?? [];
	if (!base || !secret) return undefined;
	const kind = (Object.keys(LETTERS) as CallKind[]).find((one) => LETTERS[one] === letter);
	return { base, kind: kind ?? 'state', secret, ...(sealed && { sealed }) };
}

export function formatAddress({ base, kind, secret, sealed }: TriggerAddress): string {
	return `${base}/${LETTERS[kind]}${secret}${sealed ? `.${sealed}` : ''}`;
}

/** An address without what is sealed in it; anything else as it is. */
export function withoutNote(address: string): string {
	return parseAddress(address)?.sealed ? address.replace(/\.[\w-]+$/, '') : address;
}

/** What the last part of a called address says. */
export function parseLastPart(part: string): { kind: CallKind; secret: string } | undefined {
	return parseAddress(`http://n8n/ovh-sms-x/${part}`);
}

/** Compares in a time that does not depend on where they differ. */
export function isSecretOf(hash: string, given: string): boolean {
	const [expected, found] = [Buffer.from(hash), Buffer.from(hashOf(given))];
	return expected.length === found.length && timingSafeEqual(expected, found);
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a note, since whoever reads the account's settings reads the address. */
export function seal({ covered, owner }: Note, secret: string): string {
	const nonce = randomBytes(NONCE_BYTES);
	const cipher = createCipheriv(CIPHER, keyFrom(secret), nonce);
	const text = JSON.stringify([covered, owner]);
	const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url');
}

/** The note of an address; none where it was sealed with another credential, or cut off. */
export function unseal(sealed: string | undefined, secret: string): Note | undefined {
	const bytes = Buffer.from(sealed ?? '', 'base64url');
	if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
	try {
		const decipher = createDecipheriv(CIPHER, keyFrom(secret), bytes.subarray(0, NONCE_BYTES));
		decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
		const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
		const note = JSON.parse(Buffer.concat([text, decipher.final()]).toString('utf8')) as unknown[];
		return { covered: note[0] === null ? null : String(note[0]), owner: String(note[1]) };
	} catch {
		return undefined;
	}
}

function keyFrom(secret: string): Buffer {
	return createHash('sha256').update(`n8n-nodes-ovh-sms address ${secret}`).digest();
}
