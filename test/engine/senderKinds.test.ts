import type { INode } from 'n8n-workflow';

import { createBatch, creditsLeft, storedBatches } from '../helpers/batches';
import { listContext } from '../helpers/contexts';
import { ACCOUNT, operator } from '../helpers/operations';
import { sendWorkflow } from '../helpers/sending';
import { AT_ONCE, errorOf, hintsOf, jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage(AT_ONCE);
const { run } = operator(stage);

const CHAT = '+33912345678';
const MOBILE = '+33700000001';
const from = (virtualNumber: string): INode['parameters'] => ({
	senderType: 'virtualNumber',
	virtualNumber: byId(virtualNumber),
});

beforeEach(() =>
	stage.sandbox.state.addVirtualNumber(ACCOUNT, { number: CHAT, countryCode: 'fr' }),
);

async function offered(method: string, filter?: string) {
	const parameters = { resource: 'sms', operation: 'send', account: byId(ACCOUNT) };
	const context = listContext(stage.engine, stage.credential(), parameters);
	const nodeType = stage.engine.nodeTypes.getByNameAndVersion('n8n-nodes-ovh-sms.ovhSms');
	const { results } = await nodeType.methods!.listSearch![method].call(context, filter);
	return results.map(({ name, value }) => [value, name]);
}

describe('virtual numbers', () => {
	test('stand among the senders, and are not offered as one to send from', async () => {
		const all = (await run('sender', 'getAll')).map(({ sender }) => sender);
		expect(all).toContain(CHAT);
		expect((await offered('searchSenders')).map(([value]) => value)).toEqual(['BOUTIQUE']);
	});

	test('are offered with what they are for', async () => {
		expect(await offered('searchVirtualNumbers')).toEqual([
			[MOBILE, expect.stringContaining('closed to automated SMS')],
			[CHAT, expect.stringContaining('Time2Chat takes 2 credits')],
		]);
	});

	test('are what a batch can come from', async () => {
		const file = createBatch({ to: '+33612345678', ...from(MOBILE) });
		expect(jsonOf(await stage.run(file))).toMatchObject([{ from: MOBILE }]);
		expect(storedBatches(stage)).toHaveLength(1);
		expect(stage.sandbox.sentTo('+33612345678')).toMatchObject([{ virtualNumber: MOBILE }]);
	});
});

describe('Time2Chat', () => {
	const to = { to: '+33612345678' };

	test('takes two credits a text, which Estimate tells, with its session', async () => {
		const file = operator(stage).workflow('sms', 'estimate', {
			...to,
			message: 'Hello',
			...from(CHAT),
		});
		const estimated = await stage.run(file);
		expect(jsonOf(estimated)).toMatchObject([{ credits: 2, creditsLeft: 100 }]);
		expect(hintsOf(estimated).join()).toContain('24 hours');
		await stage.run(sendWorkflow({ ...to, ...from(CHAT) }));
		expect(creditsLeft(stage)).toBe(98);
	});

	test.each([
		['Send', sendWorkflow({ ...to, ...from(CHAT), options: { maxCredits: 1.5 } })],
		['Batch: Create', createBatch({ ...to, ...from(CHAT), options: { maxCredits: 1.5 } })],
	])('is held against Max Credits by %s, before anything is sent', async (_, file) => {
		const { message } = errorOf(await stage.run(file));
		expect(message).toContain('allows 1.5 credits, and this run would take 2');
		expect(stage.sandbox.sentTo('+33612345678')).toEqual([]);
	});
});

describe('the short number', () => {
	const viaShortNumber = sendWorkflow({ senderType: 'shortNumber' });

	test('stands where OVHcloud shows no sender, and is what the history is filtered by', async () => {
		await stage.run(sendWorkflow());
		await stage.run(viaShortNumber);
		await stage.run(viaShortNumber);
		const senders = async (filters = {}, more = {}) =>
			(await run('outgoing', 'getAll', { filters, ...more })).map(({ sender }) => sender);
		expect(await senders()).toEqual(['short number', 'short number', 'BOUTIQUE']);
		const sender = byId('short number');
		expect(await senders({ sender })).toEqual(['short number', 'short number']);
		expect(await senders({ sender }, { limit: 1 })).toEqual(['short number']);
		expect(await senders({ sender: byId('BOUTIQUE') })).toEqual(['BOUTIQUE']);
	});

	test('is a choice of that filter, and of no sender to read or delete', async () => {
		const choice = ['short number', 'Short Number'];
		expect((await offered('searchSendersOfSent'))[0]).toEqual(choice);
		expect(await offered('searchSendersOfSent', 'short')).toEqual([choice]);
		expect(await offered('searchAllSenders')).not.toContainEqual(choice);
	});

	test('is found again after a lost answer', async () => {
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: '/sms/*/jobs' });
		expect(jsonOf(await stage.run(viaShortNumber))).toMatchObject([{ totalCreditsRemoved: 1 }]);
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	});
});
