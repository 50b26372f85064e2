import type { Sandbox } from '../../sandbox';
import { send } from '../sandbox/client';
import { rawRequest } from '../sandbox/rawHttp';
import { closeSandboxes, open } from '../sandbox/world';
import { command, Events } from './pageClient';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open();
});
afterEach(closeSandboxes);

const credits = () => sandbox.state.accounts.get(sandbox.accountName)?.details.creditsLeft;
const setCredits = async (headers: Record<string, string>) =>
	await rawRequest(
		`${sandbox.pageUrl}sandbox/credits`,
		'POST',
		headers,
		JSON.stringify({ account: sandbox.accountName, creditsLeft: 7 }),
	);
const JSON_TYPE = { 'content-type': 'application/json' };

describe('another page that is open in the same browser', () => {
	test.each([
		['with its origin', { origin: 'https://evil.example' }],
		['with an origin on this machine', { origin: 'http://127.0.0.1:1' }],
		['with a hidden origin', { origin: 'null' }],
		['from another site', { 'sec-fetch-site': 'cross-site' }],
		['from another port', { 'sec-fetch-site': 'same-site' }],
		['that claims to navigate', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
		['under a name of its own', { host: 'evil.example' }],
		['under a name that begins like ours', { host: 'localhost.evil.example:80' }],
	])('%s can do nothing', async (_what, headers) => {
		const { status, text } = await setCredits({ ...JSON_TYPE, ...headers });
		expect(status).toBe(403);
		expect(text).toMatch(/Another site may not use|127\.0\.0\.1 and localhost only/);
		expect(credits()).toBe(100);
	});

	test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
		'can do nothing with a form of type "%s"',
		async (type) => {
			const { status } = await setCredits(type ? { 'content-type': type } : {});
			expect(status).toBe(415);
			expect(credits()).toBe(100);
		},
	);

	test('can read neither events nor phones', async () => {
		const headers = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' };
		for (const path of ['sandbox/events', 'sandbox/phone?number=%2B33612345678']) {
			const answer = await rawRequest(sandbox.pageUrl + path, 'GET', headers, '');
			expect(answer.status).toBe(403);
		}
	});

	test('may link to the page', async () => {
		const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
		expect(await rawRequest(sandbox.pageUrl, 'GET', headers, '')).toMatchObject({ status: 200 });
	});
});

test('the page itself is let in, on 127.0.0.1 and on localhost', async () => {
	const { host } = new URL(sandbox.pageUrl);
	for (const name of [host, host.replace('127.0.0.1', 'localhost')]) {
		const own = { origin: `http://${name}`, host: name, 'sec-fetch-site': 'same-origin' };
		expect(await setCredits({ ...JSON_TYPE, ...own })).toEqual({ status: 200, text: '{}' });
	}
	expect(credits()).toBe(7);
});

test('the browser is told to run and load nothing but what the sandbox serves', async () => {
	const page = await send(sandbox.pageUrl, 'GET', {});
	expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
	expect(page.headers.get('content-security-policy')).toBe(
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
			"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
	);
	expect(page.headers.get('x-content-type-options')).toBe('nosniff');
	expect(page.text).not.toMatch(/<script[^>]*>[^<]|<style|style=|\son\w+=|https?:/);
});

test('script, style and icon come from the sandbox', async () => {
	const parts = {
		'page.js': 'text/javascript',
		'page.css': 'text/css',
		'icon.svg': 'image/svg+xml',
	};
	for (const [name, type] of Object.entries(parts)) {
		const part = await send(`${sandbox.pageUrl}sandbox/${name}`, 'GET', {});
		expect(part.status).toBe(200);
		expect(part.headers.get('content-type')).toContain(type);
		expect(part.text.length).toBeGreaterThan(100);
	}
});

test('what the page does is no API request', async () => {
	const events = await Events.open(sandbox);
	await events.start();
	await send(sandbox.pageUrl, 'GET', {});
	await command(sandbox, 'credits', { account: sandbox.accountName, creditsLeft: 1 });
	events.close();
	expect(sandbox.requests).toEqual([]);
});

test('the API stays as strict as it was', async () => {
	const answer = await send(`${sandbox.pageUrl}sandbox/nothing`, 'GET', {});
	expect(answer).toMatchObject({
		status: 404,
		json: { class: 'Client::NotFound', message: 'Got an invalid (or empty) URL' },
	});
	const unsigned = await send(`${sandbox.baseUrl}/sms`, 'GET', {});
	expect(unsigned.status).toBe(403);
	expect(sandbox.requests.map(({ status }) => status)).toEqual([404, 403]);
});
