import { createHash, randomBytes, timingSafeEqual } from 'crypto';

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
 * the part is a letter, the secret, and after a dot each what stands below it.
 *
 * Several triggers may stand on one account, one above the other. Each address knows what it
 * covered, and what has been withdrawn below it; so, whoever goes last, the account ends as it
 * began, even if n8n lost its own data.
 */
export interface TriggerAddress {
	/** Everything before the last part; the same for all activations of a node. */
	base: string;
	kind: CallKind;
	secret: string;
	/** By trigger (`idOf` its secret): what is to stand in its place when it goes. */
	below: Map<string, string | null>;
}

const SHAPE = /^(https?:\/\/[^?#]+\/ovh-sms-[\w-]+)\/([drs])([0-9a-f]{32})((?:\.[\w-]+)*)$/;

/** 128 random bits. */
export function newSecret(): string {
	return randomBytes(16).toString('hex');
}

/** A short name of a trigger's activation, which does not give its secret away. */
export function idOf(secret: string): string {
	return createHash('sha256').update(secret).digest('hex').slice(0, 8);
}

/** The parts of an address, if it is one of this kind of trigger, in whatever n8n. */
export function parseAddress(address: string | null): TriggerAddress | undefined {
	const [, base, letter, secret, rest] = SHAPE.exec(address ?? '') ?? [];
	if (!base) return undefined;
	const entries = rest.split('.').filter(Boolean);
	return {
		base,
		kind: (Object.keys(LETTERS) as CallKind[]).find((kind) => LETTERS[kind] === letter) ?? 'state',
		secret,
		below: new Map(entries.map((entry) => [entry.slice(0, 8), decode(entry.slice(8))])),
	};
}

export function formatAddress({ base, kind, secret, below }: TriggerAddress): string {
	const entries = [...below].map(([id, address]) => `.${id}${encode(address)}`);
	return `${base}/${LETTERS[kind]}${secret}${entries.join('')}`;
}

/** What the last part of a called address says. */
export function parseLastPart(part: string): { kind: CallKind; secret: string } | undefined {
	return parseAddress(`http://n8n/ovh-sms-x/${part}`);
}

/** Compares in a time that does not depend on where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
	const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(given), digest(expected));
}

function encode(address: string | null): string {
	return Buffer.from(address ?? '', 'utf8').toString('base64url');
}

function decode(text: string): string | null {
	return Buffer.from(text, 'base64url').toString('utf8') || null;
}
