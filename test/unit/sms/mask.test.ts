import fc from 'fast-check';

import { redact } from '../../../src/n8n/redact';
import { isMasked, maskAccount, maskAddress } from '../../../src/sms/mask';

const RANDOM = '0123456789abcdef0123456789abcdef';
const UUID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const BASE = `https://n8n.example.com/webhook/${UUID}/ovh-sms-1a2b3c4d/`;
const OWN = `${BASE}d${RANDOM}`;
const COVERED = Buffer.from('https://crm.example.com/sms?key=abc').toString('base64url');

describe("the trigger's own address", () => {
	test.each([
		OWN,
		`${BASE}r${RANDOM}.${COVERED}`,
		`${BASE}s${RANDOM.slice(0, 4)}`,
		`${BASE}anything/else?id=1#2`,
		`${BASE}***`,
	])('is shown up to its secret: %s', (address) => {
		expect(maskAddress(address)).toBe(`${BASE}***`);
	});

	test.each([
		[
			`http://127.0.0.1:5678/n8n/webhook-test/x/ovh-sms-ab/d${RANDOM}`,
			'http://127.0.0.1:5678/n8n/webhook-test/x/ovh-sms-ab/***',
		],
		[
			`https://me:pass@n8n.example.com/ovh-sms-ab/d${RANDOM}`,
			'https://***@n8n.example.com/ovh-sms-ab/***',
		],
		[`https://a.org/ovh-sms-1/d${RANDOM}/ovh-sms-2/x`, 'https://a.org/ovh-sms-1/***'],
	])('is known wherever n8n is: %s', (address, shown) => {
		expect(maskAddress(address)).toBe(shown);
	});
});

describe('another address', () => {
	test.each([
		'https://example.org',
		'https://example.org/dlr',
		'https://crm.example.org:8443/order-status-callback/',
		'https://example.org/delivery-reports-2026/sms_callback_v2.php',
		'https://example.org/orderStatusCallback/notifications-2026',
		'https://example.org/sms/sms-xx12345-1/@shop',
		// Whoever carries a call sees the host.
		`https://${RANDOM}.example.org/`,
	])('without a secret is shown whole: %s', (address) => {
		expect(maskAddress(address)).toBe(address);
	});

	test.each([
		['https://example.org/dlr?key=abc&x=1', 'https://example.org/dlr?***'],
		['https://example.org?key=a/b#c?d', 'https://example.org?***#***'],
		['https://example.org/dlr#token', 'https://example.org/dlr#***'],
		['https://me:p@ss@example.org/dlr', 'https://***@example.org/dlr'],
		['https://me@example.org', 'https://***@example.org'],
		[`https://hook.example.org/${RANDOM}/dlr`, 'https://hook.example.org/***/dlr'],
		[`https://n8n.example.org/webhook/${UUID}`, 'https://n8n.example.org/webhook/***'],
		[`https://n8n.example.org/${UUID.toUpperCase()}/`, 'https://n8n.example.org/***/'],
		['https://example.org/deadbeef-1234-1234-abcd-abcdefabcdef', 'https://example.org/***'],
		[
			'https://example.org/bot123:AAHdqTcvCH1vGWJxfSe_fSAs0K5PALD',
			'https://example.org/bot123:***',
		],
		['https://example.org/hXQkzWmvTpLrJdYsBn', 'https://example.org/***'],
		[`https://example.org/${RANDOM}.php`, 'https://example.org/***.php'],
		[`https://example.org/?to=${OWN}`, 'https://example.org/?***'],
		[
			`https://example.org/${encodeURIComponent(OWN)}`,
			'https://example.org/https%3A%2F%2Fn8n.example.com%2Fwebhook%***%***%***',
		],
	])('hides what may be a secret: %s', (address, shown) => {
		expect(maskAddress(address)).toBe(shown);
	});

	test.each([
		['', ''],
		['none', 'none'],
		['example.org/dlr', 'example.org/dlr'],
		['example.org/dlr?key=abc', 'example.org/dlr?***'],
		['me:pass@example.org', '***@example.org'],
		[RANDOM, '***'],
		[`see ${RANDOM}\nor not`, 'see ***\nor not'],
	])('that is no URL stays as it is, but for secrets: %j', (address, shown) => {
		expect(maskAddress(address)).toBe(shown);
	});
});

describe('any address', () => {
	const ADDRESS = fc.oneof(
		fc.webUrl({ withQueryParameters: true, withFragments: true }),
		fc.string({ unit: 'binary' }),
		fc
			.array(
				fc.constantFrom(
					...['https://', '//', '/', '@', ':', '?', '#', '%2F', '\\', '***', '.', ' ', '\n'],
					...['example.org', 'webhook', 'ovh-sms-1a2b3c4d', 'order-status', RANDOM, UUID, OWN],
				),
			)
			.map((parts) => parts.join('')),
	);

	test('that is masked twice is as if masked once', () => {
		fc.assert(
			fc.property(ADDRESS, (address) => {
				const shown = maskAddress(address);
				expect(maskAddress(shown)).toBe(shown);
				expect(isMasked(shown)).toBe(shown !== address || isMasked(address));
			}),
		);
	});

	test('shows no secret, and its host', () => {
		const secret = fc.oneof(
			fc.uuid(),
			fc
				.uint8Array({ minLength: 16, maxLength: 40 })
				.map((bytes) => Buffer.from(bytes).toString('hex'))
				.filter((text) => /\d/.test(text)),
		);
		const around = fc.constantFrom(
			(text: string) => `https://example.org/hooks/${text}/sms`,
			(text: string) => `https://${text}@example.org/`,
			(text: string) => `https://me:${text}@example.org/`,
			(text: string) => `https://example.org/?${text}`,
			(text: string) => `https://example.org/sms#${text}`,
			(text: string) => `https://example.org/ovh-sms-ab/d${text}`,
		);
		fc.assert(
			fc.property(secret, around, (hidden, address) => {
				const shown = maskAddress(address(hidden));
				expect(shown).not.toContain(hidden);
				expect(new URL(shown).host).toBe('example.org');
			}),
		);
	});
});

describe('an account', () => {
	const account = {
		name: 'sms-xx12345-1',
		description: 'https://example.org/?not=an-address',
		callBack: OWN,
		stopCallBack: 'https://example.org/stop?key=abc',
		smsResponse: { responseType: 'cgi', cgiUrl: OWN, text: 'see ?x', trackingOptions: [] },
	};

	test('is copied with masked addresses', () => {
		const before = structuredClone(account);
		expect(maskAccount(account)).toEqual({
			...account,
			callBack: `${BASE}***`,
			stopCallBack: 'https://example.org/stop?***',
			smsResponse: { ...account.smsResponse, cgiUrl: `${BASE}***` },
		});
		expect(account).toEqual(before);
	});

	test.each([
		{ callBack: null, stopCallBack: '', smsResponse: { responseType: 'none', cgiUrl: null } },
		{ name: 'sms-xx12345-1', detailsMissing: 'The token may not' },
		{ callBack: 7, stopCallBack: [], smsResponse: null },
		{ smsResponse: 'none' },
		{},
	])('without addresses is the same: %j', (other) => {
		expect(maskAccount(other)).toEqual(other);
	});
});

test.each([
	[maskAddress(OWN), true],
	['https://example.org/dlr?***', true],
	[OWN, false],
	['', false],
	[null, false],
	[7, false],
])('%j is masked: %s', (value, masked) => {
	expect(isMasked(value)).toBe(masked);
});

describe('an error text', () => {
	test.each([
		[`Invalid callBack: ${OWN}`, `Invalid callBack: ${BASE}***`],
		[`"${OWN}.${COVERED}" is (${OWN}) wrong`, `"${BASE}***" is (${BASE}***) wrong`],
		[encodeURIComponent(OWN), `${encodeURIComponent(BASE)}***`],
		[`${BASE}d0123…`, `${BASE}***`],
	])('shows no secret of an own address: %s', (text, shown) => {
		expect(redact(text, [])).toBe(shown);
		expect(redact(shown, [])).toBe(shown);
	});

	test('stays JSON, as OVHcloud writes it', () => {
		const message = `"${OWN}.${COVERED}" is too long`;
		const json = JSON.stringify({ message }).replaceAll('/', '\\/');
		expect(JSON.parse(redact(json, []))).toEqual({ message: `"${BASE}***" is too long` });
	});

	test('keeps all else', () => {
		const text =
			'See https://github.com/n8n-nodes-ovh-sms/n8n-nodes-ovh-sms/issues?q=1, /sms/x/jobs';
		expect(redact(text, [])).toBe(text);
	});
});
