import type { Sandbox } from '../../sandbox';
import { idsOf } from './client';
import { ACCOUNT, callerAt, closeSandboxes, HELLO, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { act, get, post, timed } = callerAt(clock);
const USERS = `${ACCOUNT}/users`;
const USER = `${USERS}/shop`;

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
	await act('POST', USERS, { login: 'shop', password: 'abcd1234' });
});

const quota = async (quotaLeft: number, quotaStatus = 'active') =>
	await act('PUT', USER, { quotaInformations: { quotaLeft, quotaStatus } });
const account = async () => await get(ACCOUNT);

test('a user is made, read, changed and deleted', async () => {
	expect(await get(USERS)).toEqual(['till-1', 'shop']);
	expect(await get(USER)).toMatchObject({
		login: 'shop',
		callBack: null,
		ipRestrictions: [],
		quotaInformations: { quotaLeft: 0, quotaStatus: 'inactive' },
	});
	const alertThresholdInformations = {
		alertEmail: 'shop@example.org',
		alertNumber: '',
		alertThreshold: 10,
		support: 'mail',
	};
	const change = { alertThresholdInformations, ipRestrictions: ['192.0.2.1'], login: 'other' };
	expect(await act('PUT', USER, change)).toMatchObject({ status: 200 });
	expect(await get(USER)).toMatchObject({ ...change, login: 'shop' });
	expect(await act('DELETE', USER)).toMatchObject({ status: 200 });
	expect(await get(USERS)).toEqual(['till-1']);
	expect(await timed({ path: USER })).toMatchObject({ status: 404 });
});

test('logins and passwords have their rules', async () => {
	const create = async (login: string, password: string) =>
		(await act('POST', USERS, { login, password })).status;
	expect(await create('shop', 'abcd1234')).toBe(409);
	expect(await create('x'.repeat(41), 'abcd1234')).toBe(400);
	for (const password of ['short', 'abcd12345', 'abc-1234']) {
		expect(await create('other', password)).toBe(400);
	}
	expect(await act('PUT', USER, { password: 'short' })).toMatchObject({ status: 400 });
	const ipRestrictions = Array.from({ length: 6 }, (_, i) => `192.0.2.${i}`);
	expect(await act('PUT', USER, { ipRestrictions })).toMatchObject({ status: 400 });
	expect(await get(USER)).toMatchObject({ password: 'abcd1234', ipRestrictions: [] });
	expect(await get(USERS)).toHaveLength(2);
});

describe('a quota', () => {
	test('is taken from the account, and given back', async () => {
		await quota(30);
		expect(await account()).toMatchObject({
			creditsLeft: 70,
			creditsHoldByQuota: 30,
			userQuantityWithQuota: 1,
		});
		await quota(10);
		expect(await account()).toMatchObject({ creditsLeft: 90, creditsHoldByQuota: 10 });
		expect(await quota(101)).toMatchObject({ status: 403 });
		expect(await quota(-1)).toMatchObject({ status: 400 });
		await act('DELETE', USER);
		expect(await account()).toMatchObject({
			creditsLeft: 100,
			creditsHoldByQuota: 0,
			userQuantityWithQuota: 0,
		});
	});

	test('is what the user’s messages cost, and no more', async () => {
		await quota(1.5);
		expect(await post({}, USER)).toMatchObject({ status: 200 });
		expect(await get(USER)).toMatchObject({ quotaInformations: { quotaLeft: 0.5 } });
		expect(await account()).toMatchObject({ creditsLeft: 98.5, creditsHoldByQuota: 0.5 });
		expect(await post({}, USER)).toMatchObject({ status: 403 });
		expect(await post()).toMatchObject({ status: 200 });
		await quota(0, 'inactive');
		expect(await account()).toMatchObject({ creditsLeft: 98, creditsHoldByQuota: 0 });
		expect(await post({}, USER)).toMatchObject({ status: 200 });
		expect(await account()).toMatchObject({ creditsLeft: 97 });
	});

	test('gets the credits of a cancelled message back', async () => {
		await quota(5);
		const [id] = idsOf(await post({ differedPeriod: 5 }, USER));
		expect(await get(USER)).toMatchObject({ quotaInformations: { quotaLeft: 4 } });
		await act('DELETE', `${USER}/jobs/${id}`);
		expect(await get(USER)).toMatchObject({ quotaInformations: { quotaLeft: 5 } });
		expect(await account()).toMatchObject({ creditsLeft: 95 });
	});
});

test('a user has messages of its own, which the account has too', async () => {
	const [ofUser] = idsOf(await post({ tag: 'u' }, USER));
	const [ofAccount] = idsOf(await post({ tag: 'a' }));
	const [waiting] = idsOf(await post({ differedPeriod: 5 }, USER));
	expect(await get(`${USER}/outgoing`)).toEqual([ofUser]);
	expect(await get(`${USER}/outgoing?tag=a`)).toEqual([]);
	expect(await get(`${USER}/outgoing/${ofUser}`)).toMatchObject({ tag: 'u' });
	expect(await get(`${USER}/outgoing/${ofUser}/hlr`)).toMatchObject({ country: 'France' });
	expect(await timed({ path: `${USER}/outgoing/${ofAccount}` })).toMatchObject({ status: 404 });
	expect(await get(`${ACCOUNT}/outgoing`)).toEqual([ofUser, ofAccount]);
	expect(await get(`${USER}/jobs`)).toEqual([waiting]);
	expect(await get(`${USER}/jobs/${waiting}`)).toMatchObject({ sender: HELLO.sender });
	expect(await get(`${USERS}/till-1/jobs`)).toEqual([]);
	await act('DELETE', `${USER}/outgoing/${ofUser}`);
	expect(await get(`${ACCOUNT}/outgoing`)).toEqual([ofAccount]);

	const documentId = String(await get(`${USER}/document?wayType=outgoing`));
	expect(await get(`/me/document/${documentId}`)).toMatchObject({ name: 'outgoing.csv' });

	const reply = { account: sandbox.accountName, sender: '+33612345678', message: 'Yes' };
	const received = sandbox.state.receive({ ...reply, user: 'shop' });
	sandbox.state.receive(reply);
	expect(await get(`${USER}/incoming`)).toEqual([received.id]);
	expect(await get(`${USER}/incoming/${received.id}`)).toMatchObject({ message: 'Yes' });
	await act('DELETE', `${USER}/incoming/${received.id}`);
	expect(await get(`${ACCOUNT}/incoming`)).toHaveLength(1);
});

test('a user has lists of its own', async () => {
	const { id, putUrl } = (await act('POST', '/me/document', { name: 'x' })).json as {
		id: string;
		putUrl: string;
	};
	await fetch(putUrl, { method: 'PUT', body: 'number;name\n+33612345678;Ada\n' });
	const body = { autoUpdate: false, description: 'x', documentId: id, slotId: 7 };
	expect(await act('POST', `${USER}/receivers`, body)).toMatchObject({ json: { records: 1 } });
	expect(await get(`${USER}/receivers`)).toEqual([7]);
	expect(await get(`${USER}/receivers/7/csv`)).toContain('Ada');
	expect(await get(`${ACCOUNT}/receivers`)).toEqual([1]);
	const toList = { receivers: undefined, receiversSlotId: '7', message: 'Hi #name#' };
	expect(await post(toList)).toMatchObject({ status: 404 });
	expect(idsOf(await post(toList, USER))).toHaveLength(1);
	expect(sandbox.sentTo('+33612345678')).toMatchObject([{ message: 'Hi Ada', user: 'shop' }]);
});

test('X-Ovh-Batch reads several users at once', async () => {
	const path = `${USERS}/till-1,nobody,shop`;
	expect((await timed({ path, headers: { 'X-Ovh-Batch': ',' } })).json).toMatchObject([
		{ value: { login: 'till-1' } },
		{ error: { class: 'Client::NotFound' } },
		{ value: { login: 'shop' } },
	]);
});
