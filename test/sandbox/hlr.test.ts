import type { Sandbox } from '../../sandbox';
import { idsOf } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { act, get, post, timed } = callerAt(clock);
const HLR = `${ACCOUNT}/hlr`;
const [ADA, BOB] = ['+33612345678', '+447911123456'];

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

const lookUp = async (receivers: string[]) => await act('POST', HLR, { receivers });
const creditsLeft = async () => ((await get(ACCOUNT)) as { creditsLeft: number }).creditsLeft;

test('numbers are looked up for a tenth of a credit each', async () => {
	const answer = await lookUp([ADA, '0612345678', '00447911123456']);
	expect(answer).toMatchObject({
		status: 200,
		json: {
			invalidReceivers: ['0612345678'],
			validReceivers: [ADA, BOB],
			totalCreditsRemoved: 0.2,
		},
	});
	expect(await creditsLeft()).toBe(99.8);
	const [ada, bob] = idsOf(answer);
	expect(await get(HLR)).toEqual([ada, bob]);
	expect(await get(`${HLR}/${ada}`)).toMatchObject({
		id: ada,
		msisdn: ADA,
		operatorCode: '20801',
		ported: false,
		reachable: true,
		roaming: false,
		status: 'done',
		valid: true,
	});
	expect(await get(`${HLR}/${bob}/operator`)).toMatchObject({
		country: 'United Kingdom',
		countryCode: '44',
	});
});

test('nothing is known before the look-up is done', async () => {
	sandbox = await open({ now: clock.now, taskDelayMs: 10_000 });
	const [id] = idsOf(await lookUp([ADA]));
	expect(await get(`${HLR}/${id}`)).toMatchObject({ status: 'todo', valid: false });
	expect(await timed({ path: `${HLR}/${id}/operator` })).toMatchObject({ status: 404 });
	clock.forward(6);
	expect(await get(`${HLR}/${id}`)).toMatchObject({ status: 'doing', operatorCode: '' });
	clock.forward(4);
	expect(await get(`${HLR}/${id}`)).toMatchObject({ status: 'done', valid: true });
});

test('a number may be anything, or the look-up may fail', async () => {
	sandbox.state.lookUps.setResult(ADA, { ported: true, reachable: false, operatorCode: '20815' });
	sandbox.state.lookUps.setResult(BOB, { status: 'error' });
	const [ada, bob, demo] = idsOf(await lookUp([ADA, BOB, '+33600000009']));
	expect(await get(`${HLR}/${ada}`)).toMatchObject({
		valid: true,
		ported: true,
		reachable: false,
		operatorCode: '20815',
	});
	expect(await get(`${HLR}/${bob}`)).toMatchObject({ status: 'error', valid: false });
	expect(await get(`${HLR}/${demo}`)).toMatchObject({ status: 'error' });
	expect(await timed({ path: `${HLR}/${bob}/operator` })).toMatchObject({ status: 404 });
});

test('a file of numbers will do as well, and nothing but one of the two', async () => {
	const { putUrl, getUrl } = (await act('POST', '/me/document', { name: 'x' })).json as {
		putUrl: string;
		getUrl: string;
	};
	await fetch(putUrl, { method: 'PUT', body: `number\n${ADA}\n` });
	const answer = await act('POST', HLR, { receiversDocumentUrl: getUrl });
	expect(answer.json).toMatchObject({ validReceivers: [ADA] });
	expect(await act('POST', HLR, {})).toMatchObject({ status: 400 });
	expect(await act('POST', HLR, { receivers: [ADA], receiversDocumentUrl: getUrl })).toMatchObject({
		status: 400,
	});
});

test('without credits nothing is looked up', async () => {
	sandbox.state.addCredits(sandbox.accountName, -99.95);
	expect(await lookUp([ADA])).toMatchObject({ status: 403 });
	expect(await get(HLR)).toEqual([]);
	expect(await creditsLeft()).toBe(0.05);
});

test('the operator of a message that was sent', async () => {
	const [id] = idsOf(await post());
	expect(await get(`${ACCOUNT}/outgoing/${id}/hlr`)).toMatchObject({ operator: 'Orange' });
	expect(await timed({ path: `${ACCOUNT}/outgoing/1/hlr` })).toMatchObject({ status: 404 });
});

test('X-Ovh-Batch reads several look-ups at once', async () => {
	const [ada, bob] = idsOf(await lookUp([ADA, BOB]));
	const path = `${HLR}/${ada},1,${bob}`;
	expect((await timed({ path, headers: { 'X-Ovh-Batch': ',' } })).json).toMatchObject([
		{ value: { msisdn: ADA } },
		{ error: { class: 'Client::NotFound' } },
		{ value: { msisdn: BOB } },
	]);
});
