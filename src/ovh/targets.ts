/** Whom a request reaches: numbers that stand in it, and lists that only name where numbers are. */
export interface Targets {
	/** `texts` reaches phones now or later; `keeps` stores numbers; `looksUp` asks operators about them. */
	effect: 'texts' | 'keeps' | 'looksUp';
	/** As they stand in the body. */
	numbers: unknown[];
	/** Fields that name a list, a file or an address with numbers that the request does not show. */
	lists: string[];
}

interface Kind {
	/** The end of the path, in lower case, below `/sms/{serviceName}`. */
	path: RegExp;
	effect: Targets['effect'];
	/** Fields of the body, in lower case. */
	numbers?: string[];
	/** The same, for fields that may hold a name or an e-mail address instead: those have a letter. */
	numbersOrNames?: string[];
	lists?: string[];
	/** Fields that make it harmless where they are true. */
	unless?: string[];
}

/** Every route of OVHcloud's schema that takes numbers to text, to keep or to look up. */
const KINDS: Kind[] = [
	{
		path: /\/jobs$/,
		effect: 'texts',
		numbers: ['receivers'],
		lists: ['receiversdocumenturl', 'receiversslotid'],
	},
	{ path: /\/batches(\/[^/]+)?$/, effect: 'texts', numbers: ['to'], lists: ['slotid'] },
	{ path: /\/hlr$/, effect: 'looksUp', numbers: ['receivers'] },
	{ path: /\/receivers$/, effect: 'keeps', lists: ['csvurl', 'documentid'] },
	{ path: /\/receivers\/[^/]+$/, effect: 'keeps', lists: ['autoupdate', 'csvurl', 'documentid'] },
	{
		path: /\/receivers\/[^/]+\/clean$/,
		effect: 'looksUp',
		unless: ['freemium', 'priceonly'],
	},
	{ path: /\/phonebooks\/[^/]+\/import$/, effect: 'keeps', lists: ['documentid'] },
	{
		path: /\/phonebookcontact(\/[^/]+)?$/,
		effect: 'keeps',
		numbers: ['homemobile', 'homephone', 'workmobile', 'workphone'],
	},
	// Settings: OVHcloud texts these numbers by itself, the last one a code.
	{ path: /\/users\/[^/]+$/, effect: 'texts', numbers: ['alertnumber'] },
	{ path: /^\/[^/]+$/, effect: 'texts', numbersOrNames: ['target'] },
	{ path: /\/senders$/, effect: 'texts', numbersOrNames: ['sender'] },
];

/** Their bodies are not sent. */
const READING = ['GET', 'HEAD', 'DELETE'];

/**
 * Whom a request reaches; nothing where it reaches nobody.
 * @param address path and query, percent-encoded
 * @param body parsed JSON
 * @throws URIError for a path that cannot be decoded
 */
export function targetsOf(method: string, address: string, body: unknown): Targets | undefined {
	if (READING.includes(method.toUpperCase())) return undefined;
	const [path = '', ...query] = address.split('?');
	const kind = kindOf(path);
	if (!kind) return undefined;
	const fields = [...fieldsOf(body), ...new URLSearchParams(query.join('?'))].map(
		([name, value]) => ({ name, keys: keysIn(name), value }),
	);
	const given = fields.filter(({ value }) => !isEmpty(value));
	if (kind.unless) {
		const isHarmless = Object.entries(body ?? {}).some(
			([name, value]) => value === true && kind.unless?.includes(name.toLowerCase()),
		);
		return isHarmless ? undefined : { effect: kind.effect, numbers: [], lists: ['slotId'] };
	}
	return {
		effect: kind.effect,
		numbers: given
			.filter(
				({ keys, value }) =>
					isAmong(keys, kind.numbers) || (isAmong(keys, kind.numbersOrNames) && !isName(value)),
			)
			.flatMap(({ value }) =>
				Array.isArray(value) ? (value as unknown[]).flat(Infinity) : [value],
			),
		lists: given.filter(({ keys }) => isAmong(keys, kind.lists)).map(({ name }) => name),
	};
}

/** Of the body, and of what is in it. */
function fieldsOf(body: unknown): Array<[string, unknown]> {
	if (Array.isArray(body)) return body.flatMap(fieldsOf);
	if (typeof body !== 'object' || body === null) return [];
	return Object.entries(body).flatMap(([name, value]) => [[name, value], ...fieldsOf(value)]);
}

function isAmong(keys: string[], wanted: string[] = []): boolean {
	return keys.some((key) => wanted.includes(key));
}

function isName(value: unknown): boolean {
	return typeof value === 'string' && /\p{L}/u.test(value);
}

/**
 * Servers read a path as it is decoded, with slashes that stand together as one, and some cut off
 * what comes after a semicolon, a dot or a blank.
 */
function kindOf(path: string): Kind | undefined {
	const segments = decodeURIComponent(path)
		.toLowerCase()
		.split('/')
		.map((segment) => segment.replace(/[^\w+-].*$/s, ''))
		.filter(Boolean);
	if (!segments.includes('sms')) return undefined;
	const below = segments.slice(segments.indexOf('sms') + 1).join('/');
	return KINDS.find((kind) => kind.path.test(`/${below}`));
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '' || value === false;
}

/** `receivers` of `receivers[]` and `receivers[0]`; of `alert[number]` both. */
function keysIn(name: string): string[] {
	return name
		.toLowerCase()
		.split(/[[\].]/)
		.filter(Boolean);
}
