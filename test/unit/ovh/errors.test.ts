import { KEYS_TEST_RULES } from '../../../src/n8n/credentialTest';
import {
	effectOf,
	type FailureKind,
	kindOf,
	OvhError,
	readErrorBody,
} from '../../../src/ovh/errors';
import { AUTH_REFUSALS, authRefusal, type AuthRefusal } from '../../../src/ovh/refusals';

const older = (errorCode: string, message: string) => ({ errorCode, httpCode: '403', message });
const newer = (className: string, message: string) => ({ class: `Client::${className}`, message });

/** What OVHcloud's authentication layer is known to answer, in both shapes of its answers. */
const authAnswers: Array<[status: number, body: object, kind: AuthRefusal]> = [
	[403, older('INVALID_KEY', 'This application key is invalid'), 'applicationKey'],
	[403, older('INVALID_KEY', 'Invalid application key'), 'applicationKey'],
	[403, older('INVALID_KEY', 'worded anew'), 'applicationKey'],
	[403, newer('Forbidden', 'Invalid application key'), 'applicationKey'],
	[403, newer('Forbidden', 'This application key is invalid'), 'applicationKey'],
	[400, older('INVALID_SIGNATURE', 'Invalid signature'), 'signature'],
	[400, newer('BadRequest', 'Invalid signature'), 'signature'],
	[403, older('NOT_CREDENTIAL', 'This credential does not exist'), 'consumerKey'],
	[403, newer('Forbidden', 'This credential does not exist'), 'consumerKey'],
	[403, older('INVALID_CREDENTIAL', 'This credential is not valid'), 'consumerKeyState'],
	[403, newer('Forbidden', 'This credential is not valid'), 'consumerKeyState'],
	[403, older('NOT_GRANTED_CALL', 'This call has not been granted'), 'right'],
	[403, newer('Forbidden', 'This call has not been granted'), 'right'],
	[400, older('QUERY_TIME_OUT', 'Query out of time'), 'clock'],
	[400, newer('BadRequest', 'Query out of time'), 'clock'],
	[403, older('FORBIDDEN', 'User not granted for this request'), 'iam'],
	[403, newer('Forbidden', 'User not granted for this request'), 'iam'],
];

/** What the rest of the API is known to answer. */
const answers: Array<[status: number, body: unknown, kind: FailureKind]> = [
	[404, newer('NotFound', 'This service does not exist'), 'notFound'],
	[404, newer('NotFound', 'The requested object (id = 1) does not exist'), 'notFound'],
	[
		403,
		newer('Forbidden', 'Sms sender MyShop does not exists. Please create it first'),
		'unknownSender',
	],
	[
		400,
		newer('BadRequest', 'You cannot use contact information with shortcode'),
		'contactInShortNumber',
	],
	[400, newer('BadRequest', 'not enough credits'), 'noCredit'],
	[403, newer('Forbidden', 'You have not enough credit to send this SMS'), 'noCredit'],
	[402, newer('PaymentRequired', 'Insufficient credits'), 'noCredit'],
	[403, newer('Forbidden', 'No more credits'), 'noCredit'],
	[403, newer('Forbidden', 'No one but the owner of these credits'), 'forbidden'],
	[404, newer('NotFound', 'There is no credit transfer with this id'), 'notFound'],
	[404, newer('NotFound', 'Sms sender MyShop does not exists'), 'notFound'],
	[429, newer('TooManyRequests', 'Not enough credits of this minute left'), 'rateLimit'],
	[460, newer('Expired', 'This service is expired'), 'expiredService'],
	[409, newer('Conflict', 'Already exists'), 'conflict'],
	[429, newer('TooManyRequests', 'Too many requests'), 'rateLimit'],
	[429, null, 'rateLimit'],
	[400, newer('BadRequest', '[message] is mandatory'), 'badRequest'],
	[401, newer('Unauthorized', 'You must login first'), 'unauthorized'],
	[403, newer('Forbidden', 'Not in this country'), 'forbidden'],
	[403, null, 'forbidden'],
	[404, null, 'notFound'],
	[405, null, 'badRequest'],
	[302, null, 'redirect'],
	[307, null, 'redirect'],
	[408, null, 'server'],
	[500, newer('InternalServerError', 'Internal server error'), 'server'],
	[500, newer('InternalServerError', 'Invalid signature'), 'server'],
	[500, newer('InternalServerError', 'not enough credits'), 'server'],
	[503, null, 'server'],
	[520, null, 'server'],
];

describe('an answer of OVHcloud', () => {
	test.each([...authAnswers, ...answers])('%i %j means %s', (status, body, kind) => {
		expect(kindOf(status, readErrorBody(body))).toBe(kind);
	});

	test.each<[body: unknown, read: object]>([
		[older('INVALID_KEY', 'no'), { code: 'INVALID_KEY', message: 'no' }],
		[newer('Forbidden', 'no'), { code: 'Client::Forbidden', message: 'no' }],
		[{ errorCode: 'A', class: 'B' }, { code: 'A' }],
		[{ errorCode: null, class: 'B' }, { code: 'B' }],
		[{ message: 5, errorCode: [] }, {}],
		[null, {}],
		['text', {}],
		[[], {}],
	])('%j is read as %j', (body, read) => {
		expect(readErrorBody(body)).toEqual(read);
	});

	test.each([' invalid SIGNATURE ', 'Invalid signature.', 'INVALID SIGNATURE: check it'])(
		'is known by its wording whatever its case and ending: %j',
		(message) => {
			expect(authRefusal({ message })).toBe('signature');
		},
	);

	test.each(['', 'credential', 'The message says: Invalid signature'])(
		'is not taken for a refusal of the keys because of %j',
		(message) => {
			expect(authRefusal({ message })).toBeUndefined();
		},
	);

	test('leaves open whether a write took effect only where it is no refusal', () => {
		const open = [...authAnswers, ...answers].filter(
			([, body, kind]) => effectOf(kind, readErrorBody(body)) === 'unknown',
		);
		const wordless = open.filter(([, body]) => body === null).map(([status]) => status);
		expect(new Set(wordless)).toEqual(new Set([302, 307, 403, 404, 405, 408, 503, 520]));
		const worded = open.filter(([, body]) => body !== null).map(([status]) => status);
		expect(new Set(worded)).toEqual(new Set([500]));
	});

	test.each(['unreadable', 'redirect', 'badRequest', 'conflict', 'notFound'] as const)(
		'%s leaves open what a write did, where it is not in the words of the API',
		(kind) => {
			expect(effectOf(kind, {})).toBe('unknown');
			expect(effectOf(kind, { message: 'No' })).toBe('none');
		},
	);

	test('"too many requests" is said before anything is done, in whatever form', () => {
		expect(effectOf('rateLimit', {})).toBe('none');
	});

	// A proxy's page says nothing of what OVHcloud knows.
	test.each([400, 401, 403, 404])('with status %i that is no JSON is unreadable', (status) => {
		expect(kindOf(status, {}, false)).toBe('unreadable');
		expect(kindOf(status, {}, true)).not.toBe('unreadable');
	});

	test.each<[status: number, kind: FailureKind]>([
		[302, 'redirect'],
		[408, 'server'],
		[409, 'conflict'],
		[429, 'rateLimit'],
		[502, 'server'],
		[504, 'server'],
	])('with status %i says enough without JSON: %s', (status, kind) => {
		expect(kindOf(status, {}, false)).toBe(kind);
	});
});

test('a failure names the call and the reason, and shows as an OvhError', () => {
	const facts = { method: 'GET', route: '/sms', path: '/sms', effect: 'none' } as const;
	const error = new OvhError({ ...facts, kind: 'notFound', reason: 'no such thing' });
	expect(String(error)).toBe('OvhError: GET /sms: no such thing');
	expect(new OvhError({ ...facts, kind: 'notFound' }).message).toBe('GET /sms: notFound');
});

describe("the credential's test", () => {
	/** n8n takes the first rule whose value stands in the answer. */
	const verdict = (answer: object) =>
		KEYS_TEST_RULES.find(
			({ properties: { key, value } }) => (answer as Record<string, unknown>)[key] === value,
		)?.properties.message;

	test.each(authAnswers)('tells what %i %j means', (_, answer, refusal) => {
		const [message] = AUTH_REFUSALS[refusal].messages;
		expect(verdict(answer)).toBeDefined();
		expect(verdict(answer)).toBe(verdict({ message }));
	});

	test('tells all refusals apart', () => {
		const verdicts = Object.values(AUTH_REFUSALS).map(({ messages }) =>
			verdict({ message: messages[0] }),
		);
		expect(new Set(verdicts).size).toBe(Object.keys(AUTH_REFUSALS).length);
	});

	test('passes for the details of a token, and for nothing else', () => {
		expect(
			verdict({ account: 'ab12345-ovh', method: 'account', allowedRoutes: null }),
		).toBeUndefined();
		expect(verdict({})).toContain('not understood');
		expect(verdict({ message: 'Something new' })).toContain('not understood');
	});
});
