import type { Sandbox } from '../../sandbox';
import { call, send, sign } from './client';
import { rawRequest } from './rawHttp';
import { ACCOUNT, closeSandboxes, HELLO, open } from './world';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await open();
});
afterAll(closeSandboxes);

const refusal = (status: number, message: string) => ({
	status,
	json: {
		class: status === 404 ? 'Client::NotFound' : 'Client::BadRequest',
		message: expect.stringContaining(message),
	},
});

test.each([
	'/nothing',
	'/me/api/credential',
	'/sms/a/b/c/d',
	'/domain',
	'/sms//jobs',
	`${ACCOUNT}/jobs/`,
])('%s is not an address of the API', async (path) => {
	expect(await call(sandbox, { path })).toMatchObject(refusal(404, 'invalid (or empty) URL'));
});

test('a method that the route does not have is not found', async () => {
	const answer = await call(sandbox, { path: '/sms', method: 'POST', body: {} });
	expect(answer).toMatchObject({ status: 404 });
});

test('an address outside the base path is not found', async () => {
	const answer = await call(sandbox, { path: '/sms', baseUrl: sandbox.baseUrl.slice(0, -4) });
	expect(answer).toMatchObject({ status: 404 });
});

test.each([
	['/sms?limit=5', '(limit)'],
	[`${ACCOUNT}/outgoing?creationDatetimeFrom=2026-01-01`, '(creationDatetimeFrom)'],
	[`${ACCOUNT}/outgoing?ptt=four`, '[ptt]'],
	[`${ACCOUNT}/outgoing?ptt=1&ptt=2`, '[ptt]'],
	[`${ACCOUNT}/outgoing?tag=a&tag=b`, '[tag]'],
	[`${ACCOUNT}/outgoing?creationDatetime.from=yesterday`, '[creationDatetime.from]'],
	[`${ACCOUNT}/outgoing?creationDatetime.from=2026-01-01`, '[creationDatetime.from]'],
	// An offset's + that is not encoded arrives as a space.
	[
		`${ACCOUNT}/outgoing?creationDatetime.from=2026-01-01T00:00:00+01:00`,
		'[creationDatetime.from]',
	],
	[`${ACCOUNT}/outgoing?batchID=12`, '[batchID]'],
	[`${ACCOUNT}/jobs/abc`, '[id]'],
	['/sms/ptts', 'Missing parameter: ptt'],
	['/sms/rates/destinations?country=france', '[country]'],
	['/sms?iamTags=shop', '[iamTags]'],
])('refuses the query or path of %s', async (path, message) => {
	expect(await call(sandbox, { path })).toMatchObject(refusal(400, message));
});

test('takes a well-formed query', async () => {
	const from = encodeURIComponent('2026-01-01T00:00:00+01:00');
	const query = `creationDatetime.from=${from}&ptt=4&tag=${encodeURIComponent('é +&')}`;
	expect(await call(sandbox, { path: `${ACCOUNT}/outgoing?${query}` })).toMatchObject({
		status: 200,
	});
	const tags = encodeURIComponent('{"shop":[{"operator":"EQ","value":"x"}]}');
	expect(await call(sandbox, { path: `/sms?iamTags=${tags}` })).toMatchObject({ status: 200 });
});

test.each([
	[{ text: 'Hello' }, '(text)'],
	[{ message: undefined }, 'Missing parameter: message'],
	[{ message: 5 }, '[message]'],
	[{ message: null }, '[message]'],
	[{ receivers: '+33612345678' }, '[receivers]'],
	[{ receivers: [33612345678] }, '[receivers.0]'],
	[{ noStopClause: 'true' }, '[noStopClause]'],
	[{ noStopClause: 1 }, '[noStopClause]'],
	[{ differedPeriod: '5' }, '[differedPeriod]'],
	[{ differedPeriod: 1.5 }, '[differedPeriod]'],
	[{ differedPeriod: -1 }, '[differedPeriod]'],
	[{ validityPeriod: -1 }, '[validityPeriod]'],
	[{ priority: 'urgent' }, '[priority]'],
	[{ priority: 'High' }, '[priority]'],
	[{ coding: 'ucs2' }, '[coding]'],
	[{ charset: 'utf-8' }, '[charset]'],
	[{ class: 'phone' }, '[class]'],
	[{ tag: 7 }, '[tag]'],
	[{ receivers: [] }, '[receivers]'],
	[{ message: '' }, '[message]'],
])('refuses a job with %j', async (change, message) => {
	const body = { ...HELLO, ...change };
	const answer = await call(sandbox, { method: 'POST', path: `${ACCOUNT}/jobs`, body });
	expect(answer).toMatchObject(refusal(400, message));
	expect(sandbox.sentTo('+33612345678')).toEqual([]);
});

test.each([
	['{"message":', 'Invalid JSON'],
	['[]', 'Expected a JSON object'],
	['null', 'Expected a JSON object'],
	['"Hello"', 'Expected a JSON object'],
	['', 'Missing parameter: message'],
])('refuses the body %s', async (body, message) => {
	const answer = await call(sandbox, { method: 'POST', path: `${ACCOUNT}/jobs`, body });
	expect(answer).toMatchObject(refusal(400, message));
});

test('refuses a body that is not declared as JSON', async () => {
	const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
	const request = { method: 'POST', path: `${ACCOUNT}/jobs`, body: HELLO, headers };
	expect(await call(sandbox, request)).toMatchObject(refusal(400, 'Content-Type'));
});

test('a body sent with DELETE is signed as sent, and refused as not described', async () => {
	const request = { method: 'DELETE', path: `${ACCOUNT}/jobs/1`, body: { a: 1 } };
	expect(await call(sandbox, request)).toMatchObject(refusal(400, 'takes no body'));
	const empty = { ...request, body: undefined, headers: { 'Content-Type': 'application/json' } };
	expect(await call(sandbox, empty)).toMatchObject({ status: 404 });
});

test('a body sent with GET is signed as sent, and refused as not described', async () => {
	const url = `${sandbox.baseUrl}/sms`;
	const body = '{"a":1}';
	const time = Math.floor(Date.now() / 1000);
	const get = async (signed: string) =>
		await rawRequest(
			url,
			'GET',
			{
				'Content-Type': 'application/json',
				'X-Ovh-Application': sandbox.keys.applicationKey,
				'X-Ovh-Consumer': sandbox.keys.consumerKey,
				'X-Ovh-Timestamp': String(time),
				'X-Ovh-Signature': sign(sandbox.keys, 'GET', url, signed, time),
			},
			body,
		);
	expect((await get(body)).text).toContain('takes no body');
	expect((await get('')).text).toContain('INVALID_SIGNATURE');
});

test('checks a body that is a whole model, nested ones included', async () => {
	const put = async (body: object) => await call(sandbox, { method: 'PUT', path: ACCOUNT, body });
	expect(await put({ callback: 'x' })).toMatchObject(refusal(400, '(callback)'));
	expect(await put({ description: 5 })).toMatchObject(refusal(400, '[description]'));
	expect(await put({ smsResponse: { responseType: 'mail' } })).toMatchObject(
		refusal(400, '[smsResponse.responseType]'),
	);
	expect(await put({ smsResponse: { url: 'x' } })).toMatchObject(refusal(400, '(smsResponse.url)'));
	expect(await put({ callBack: null })).toMatchObject({ status: 200 });
	expect(await put({ description: null })).toMatchObject(refusal(400, '[description]'));
});

test('routes without authentication need no signature', async () => {
	const url = `${sandbox.baseUrl}/sms/rates/destinations?country=gb&billingCountry=fr`;
	expect(await send(url, 'GET', {})).toMatchObject({
		status: 200,
		json: { country: 'United Kingdom', countryCode: 'gb', credit: 0.5 },
	});
});
