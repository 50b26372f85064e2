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
 * the part is a letter, the secret, and after a dot the address that it covers, if there was one.
 *
 * Several triggers may stand on one account, one above the other. Since each address holds all
 * below it, any of them can be taken out, whoever goes first and even if n8n lost its own data.
 */
export interface TriggerAddress {
	/** Everything before the last part; the same for all activations of a node. */
	base: string;
	kind: CallKind;
	secret: string;
	/** What stood there before. */
	covered: string | null;
}

const SHAPE = /^(https?:\/\/[^?#]+\/ovh-sms-[\w-]+)\/([drs])([0-9a-f]{32})(?:\.([\w-]+))?$/;

/** 128 random bits. */
export function newSecret(): string {
	return randomBytes(16).toString('hex');
}

/** The parts of an address, if it is one of this kind of trigger, in whatever n8n. */
export function parseAddress(address: string | null): TriggerAddress | undefined {
	const [, base, letter, secret, covered = ''] = SHAPE.exec(address ?? '') ?? [];
	if (!base) return undefined;
	return {
		base,
		kind: (Object.keys(LETTERS) as CallKind[]).find((kind) => LETTERS[kind] === letter) ?? 'state',
		secret,
		covered: Buffer.from(covered, 'base64url').toString('utf8') || null,
	};
}

export function formatAddress({ base, kind, secret, covered }: TriggerAddress): string {
	const rest = covered === null ? '' : `.${Buffer.from(covered, 'utf8').toString('base64url')}`;
	return `${base}/${LETTERS[kind]}${secret}${rest}`;
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
