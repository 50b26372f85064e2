import type { Sandbox } from '../../sandbox';
import type { Account } from '../../sandbox/state/types';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { act, get, timed } = callerAt(clock);
const SECOND = '/sms/sms-xx12345-2';
const NUMBER = encodeURIComponent('+33700000001');

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

describe('credits', () => {
	const transfer = async (credits: number, smsAccountTarget = 'sms-xx12345-2') =>
		await act('POST', `${ACCOUNT}/transferCredits`, { credits, smsAccountTarget });
	const left = async () =>
		[await get(ACCOUNT), await get(SECOND)].map(
			(account) => (account as { creditsLeft: number }).creditsLeft,
		);

	test('go from one account to another', async () => {
		expect(await transfer(10.5)).toMatchObject({ status: 200, json: null });
		expect(await left()).toEqual([89.5, 13.5]);
	});

	test('stay where they are when the transfer makes no sense', async () => {
		expect(await transfer(100.1)).toMatchObject({ status: 403 });
		expect(await transfer(0)).toMatchObject({ status: 400 });
		expect(await transfer(-5)).toMatchObject({ status: 400 });
		expect(await transfer(1, 'sms-xx12345-1')).toMatchObject({ status: 400 });
		expect(await transfer(1, 'sms-zz99999-1')).toMatchObject({ status: 404 });
		expect(await left()).toEqual([100, 3]);
	});
});

describe('the addresses that are called', () => {
	const put = async (body: object) =>
		expect(await act('PUT', ACCOUNT, body)).toMatchObject({ status: 200 });
	const addresses = async () => {
		const { callBack, stopCallBack, smsResponse } = (await get(ACCOUNT)) as Account;
		return [callBack, stopCallBack, smsResponse.cgiUrl];
	};
	const all = (address: string | null) => ({
		callBack: address,
		stopCallBack: address,
		smsResponse: { cgiUrl: address },
	});
	const ADDRESS = 'https://example.org/called';

	test.each([null, ''])('are cleared by %p', async (nothing) => {
		await put(all(ADDRESS));
		expect(await addresses()).toEqual([ADDRESS, ADDRESS, ADDRESS]);
		await put(all(nothing));
		expect(await addresses()).toEqual([null, null, null]);
	});

	test('stay with null where the sandbox is told so, but not with ""', async () => {
		await put(all(ADDRESS));
		sandbox.quirks.nullClears = false;
		await put({ ...all(null), description: 'New' });
		expect(await addresses()).toEqual([ADDRESS, ADDRESS, ADDRESS]);
		expect(await get(ACCOUNT)).toMatchObject({ description: 'New' });
		await put({ automaticRecreditAmount: null, smsResponse: { text: null } });
		expect(await get(ACCOUNT)).toMatchObject({ smsResponse: { text: null, cgiUrl: ADDRESS } });
		await put(all(''));
		expect(await addresses()).toEqual([null, null, null]);
		await put(all(ADDRESS));
		sandbox.quirks.nullClears = true;
		await put(all(null));
		expect(await addresses()).toEqual([null, null, null]);
	});

	test('are cut where the sandbox is told so, and nothing else is', async () => {
		const long = `https://example.org/${'x'.repeat(300)}`;
		await put(all(long));
		expect(await addresses()).toEqual([long, long, long]);
		sandbox.quirks.addressLength = 255;
		await put({ ...all(long), description: long });
		const cut = long.slice(0, 255);
		expect(await addresses()).toEqual([cut, cut, cut]);
		expect(await get(ACCOUNT)).toMatchObject({ description: long });
	});

	test('change apart from what else is said of replies', async () => {
		const trackingOptions = [{ media: 'email', sender: 'a@example.org', target: 'b@example.org' }];
		await put({ smsResponse: { responseType: 'text', text: 'Thanks', trackingOptions } });
		await put({ smsResponse: { responseType: 'cgi', cgiUrl: ADDRESS } });
		expect(await get(ACCOUNT)).toMatchObject({
			smsResponse: { responseType: 'cgi', cgiUrl: ADDRESS, text: 'Thanks', trackingOptions },
		});
	});
});

describe('what is for sale', () => {
	test('packs with their prices per SMS of a destination', async () => {
		const packs = (await get('/sms/rates/packs?country=gb&billingCountry=fr')) as object[];
		expect(packs).toHaveLength(3);
		expect(packs[0]).toMatchObject({
			countryCode: 'gb',
			credit: 0.5,
			creditPrice: { value: 0.07, currencyCode: 'EUR' },
			smsPrice: { value: 0.035 },
			smsQuantityMin: 200,
		});
	});

	test('offers', async () => {
		const query = 'countryCurrencyPrice=fr&countryDestination=in&quantity=1000';
		expect(await get(`${ACCOUNT}/seeOffers?${query}`)).toMatchObject([
			{ quantity: 1000, smsQuantity: 2500, price: 63 },
		]);
		const odd = query.replace('1000', '150');
		expect(await timed({ path: `${ACCOUNT}/seeOffers?${odd}` })).toMatchObject({ status: 400 });
	});
});

test('exceptions warn of what a destination does to a message', async () => {
	const of = async (receiver: string) =>
		await timed({ path: `${ACCOUNT}/exceptions?receiver=${encodeURIComponent(receiver)}` });
	expect((await of('+33612345678')).json).toEqual([]);
	expect((await of('+12025550123')).json).toMatchObject([{ restrictionCode: 'ALPHA' }]);
	expect(await of('0612345678')).toMatchObject({ status: 400 });
});

test.each([
	[`${ACCOUNT}/serviceInfos`, 'sms-xx12345-1'],
	[`/sms/virtualNumbers/${NUMBER}/serviceInfos`, '+33700000001'],
])('the contract behind %s shows, and its renewal changes', async (path, domain) => {
	expect(await get(path)).toMatchObject({ domain, status: 'ok', renew: { automatic: true } });
	await act('PUT', path, { renew: { automatic: false }, domain: 'x' });
	expect(await get(path)).toMatchObject({ domain, renew: { automatic: false, period: 12 } });
});

test('SMPP is for accounts that have it', async () => {
	const path = `${ACCOUNT}/smpp/allowedIPs`;
	expect(await timed({ path })).toMatchObject({ status: 403 });
	await act('PUT', ACCOUNT, { smpp: true });
	expect(await timed({ path })).toMatchObject({ status: 403 });
	const account = sandbox.state.accounts.get(sandbox.accountName);
	if (account) account.details.smpp = true;
	const change = async (action: string, ips: string[]) =>
		(await act('PUT', path, { action, ips })).json;
	expect(await change('add', ['192.0.2.1', '192.0.2.2'])).toEqual(['192.0.2.1', '192.0.2.2']);
	expect(await change('add', ['192.0.2.1', '2001:db8::1'])).toHaveLength(3);
	expect(await change('remove', ['192.0.2.1'])).toEqual(['192.0.2.2', '2001:db8::1']);
	expect(await get(path)).toEqual(['192.0.2.2', '2001:db8::1']);
	expect(await act('POST', `${ACCOUNT}/smpp/password`)).toMatchObject({ status: 200 });
	expect(account?.smpp.passwordRenewals).toBe(1);
	expect(await get(`${ACCOUNT}/smpp/settings`)).toMatchObject({ status: 'SUCCESS' });
});

test('a virtual number gets a web access, once', async () => {
	const path = `${ACCOUNT}/virtualNumbers/${NUMBER}/chatAccess`;
	expect(await timed({ path })).toMatchObject({ status: 404 });
	const created = await act('POST', path);
	expect(created).toMatchObject({ status: 200, json: { url: expect.stringMatching(/^https:/) } });
	expect(await get(path)).toEqual(created.json);
	expect(await act('POST', path)).toMatchObject({ status: 409 });
	expect(await act('DELETE', path)).toMatchObject({ status: 200 });
	expect(await act('DELETE', path)).toMatchObject({ status: 404 });
});
