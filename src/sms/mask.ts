import { MASK } from './ownAddress';

/** The trigger's own address up to its secret; see `withoutOwnSecrets` for those within a text. */
const OWN = /^[^?#]*?\/ovh-sms-[\w-]+\/(?=.)/is;

const SCHEME_AND_USER = /^([a-z][\w+.-]*:\/\/)?([^/?#]*@)?/i;

const HOST_PATH_QUERY_FRAGMENT = /^([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/s;

/** Long enough for a secret that cannot be guessed. */
const LONG = /[\w-]{16,}/g;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Such as `callback`, `deliveryReport`, `SMS`, `v2` or `2026`; digits within make no word. */
const WORD = /^(?=.{0,15}$|\D+$)[a-z]*([A-Z]+[a-z]{2,})*[A-Z]*\d{0,4}$/;

/**
 * An address as it may be shown. Who knows an address of the OVHcloud SMS Trigger can call it, so its
 * last part is masked. Of others, what may be a secret is: user, query, fragment and random parts of
 * the path. The host is not: whoever carries a call sees it anyway.
 */
export function maskAddress(address: string): string {
	const [start, scheme = '', user] = SCHEME_AND_USER.exec(address) ?? [''];
	const shownStart = `${scheme}${user ? `${MASK}@` : ''}`;
	const rest = address.slice(start.length);
	const own = OWN.exec(rest);
	if (own) return `${shownStart}${own[0]}${MASK}`;
	const [, host = '', path = '', query, fragment] = HOST_PATH_QUERY_FRAGMENT.exec(rest) ?? [];
	return [
		shownStart,
		// Without a scheme it is no host, but any text.
		scheme ? host : maskRandom(host),
		maskRandom(path),
		query && `?${MASK}`,
		fragment && `#${MASK}`,
	].join('');
}

/** An account (or API user) as it is given out: a copy whose addresses are masked. */
export function maskAccount<T extends object>(account: T): T {
	const masked = maskFields(account, ['callBack', 'stopCallBack']);
	const { smsResponse } = account as { smsResponse?: unknown };
	if (typeof smsResponse !== 'object' || smsResponse === null) return masked;
	return { ...masked, smsResponse: maskFields(smsResponse, ['cgiUrl']) };
}

/** Whether a value is, or holds, what was masked: it must not be taken for the address itself. */
export function isMasked(value: unknown): boolean {
	return typeof value === 'string' && value.includes(MASK);
}

function maskFields<T extends object>(object: T, names: string[]): T {
	const fields = Object.entries(object).map(([name, value]: [string, unknown]) => {
		const isAddress = names.includes(name) && typeof value === 'string';
		return [name, isAddress ? maskAddress(value) : value];
	});
	return Object.fromEntries(fields) as T;
}

function maskRandom(text: string): string {
	return text.replace(LONG, (run) => (isRandom(run) ? MASK : run));
}

function isRandom(run: string): boolean {
	return UUID.test(run) || !run.split(/[_-]/).every((piece) => WORD.test(piece));
}
