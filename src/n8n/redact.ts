import { withoutOwnSecrets } from '../sms/ownAddress';

/** Shorter ones are no keys of OVHcloud's (16 and 32 characters), and may be parts of any word. */
const SHORTEST_SECRET = 8;

const STARS = '*****';

const SIGNATURE = /\$1\$[\da-f]{40}/gi;

/** What may be base64 (or base64url) of a secret; in JSON the slash may be escaped. */
const BASE64 = /(?:[\w+/-]|\\\/){12,}={0,2}/g;

/**
 * A text in which stars stand for every secret and every signature: as they are, in other case, or
 * within base64, as a server may quote the headers of a request.
 */
export function redactKeys(text: string, secrets: string[]): string {
	const signs = [SIGNATURE.source, ...secrets.filter(isLong).map(escape)];
	const sign = new RegExp(signs.join('|'), 'gi');
	return text
		.replace(sign, STARS)
		.replace(BASE64, (run) =>
			decodings(run).some((plain) => plain.search(sign) >= 0) ? STARS : run,
		);
}

/** The same, and without the secrets of the trigger's own addresses. */
export function redact(text: string, secrets: string[]): string {
	return withoutOwnSecrets(redactKeys(text, secrets));
}

/** Three bytes are four characters: a run that begins in the midst of them reads right from one of them. */
function decodings(run: string): string[] {
	const plain = run.replaceAll('\\', '');
	return [0, 1, 2, 3].map((start) => Buffer.from(plain.slice(start), 'base64').toString('latin1'));
}

function isLong(secret: string): boolean {
	return secret.length >= SHORTEST_SECRET;
}

function escape(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
