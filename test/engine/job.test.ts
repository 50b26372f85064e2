import type { INode } from 'n8n-workflow';

import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

const stage = setStage();

const ACCOUNT = 'sms-xx12345-1';

const job = (operation: string, parameters: INode['parameters'] = {}) =>
	single({ resource: 'job', operation, account: byId(ACCOUNT), ...parameters });

/** Schedules messages for tomorrow and gives their ids, oldest first. */
async function schedule(...messages: string[]): Promise<number[]> {
	const sendAt = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString();
	const run = await stage.run(
		single({
			resource: 'sms',
			operation: 'send',
			account: byId(ACCOUNT),
			to: '+33612345678',
			message: '={{ $json.message }}',
			senderType: 'sender',
			sender: byId('BOUTIQUE'),
			options: { sendAt },
		}),
		messages.map((message) => ({ json: { message } })),
	);
	return jsonOf(run).flatMap(({ ids }) => ids as number[]);
}

test('List Jobs gives whole messages, newest first', async () => {
	const ids = await schedule('first', 'second');
	const items = jsonOf(await stage.run(job('getAll', { simplify: false })));
	expect(items.map(({ id, message }) => [id, message])).toEqual([
		[ids[1], 'second'],
		[ids[0], 'first'],
	]);
	expect(items[0]).toMatchObject({ receiver: '+33612345678', sender: 'BOUTIQUE', numberOfSms: 1 });
});

test('List Jobs gives nothing when nothing waits, as after a send at once', async () => {
	expect(jsonOf(await stage.run(job('getAll')))).toEqual([]);
});

test('Get Job gives one message', async () => {
	const [id] = await schedule('only');
	const [item] = jsonOf(await stage.run(job('get', { jobId: byId(String(id)) })));
	expect(item).toMatchObject({ id, message: 'only' });
	expect(Object.keys(item).length).toBeLessThanOrEqual(10);
});

test('Cancel Job stops the message', async () => {
	const [id, other] = await schedule('stop me', 'keep me');
	const run = await stage.run(job('cancel', { jobId: byId(String(id)) }));
	expect(jsonOf(run)).toEqual([{ deleted: true, id }]);
	const left = jsonOf(await stage.run(job('getAll')));
	expect(left.map((item) => item.id)).toEqual([other]);
});

test('an unknown message on a known account is told apart from an unknown account', async () => {
	const error = errorOf(await stage.run(job('get', { jobId: byId('1') })));
	expect(error.message).toBe(`OVHcloud does not find this object on the SMS account "${ACCOUNT}"`);
	expect(error.httpCode).toBe('404');
});
