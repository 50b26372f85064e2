import { send } from '../sandbox/client';
import { closeSandboxes, open } from '../sandbox/world';
import { closeEvents, follow } from './pageClient';

afterEach(async () => {
	closeEvents();
	await closeSandboxes();
});

test('the page leads to the execution of n8n that was under way, where it is known', async () => {
	const url = 'http://127.0.0.1:5679/workflow/w1/executions/7';
	const executionAt = async (at: number) => await Promise.resolve(at === 5 ? url : undefined);
	const sandbox = await open({ executionAt });
	expect(await (await follow(sandbox)).start()).toMatchObject({ knowsExecutions: true });
	const answer = await fetch(`${sandbox.pageUrl}sandbox/execution?at=5`, { redirect: 'manual' });
	expect([answer.status, answer.headers.get('location')]).toEqual([302, url]);
	const none = await send(`${sandbox.pageUrl}sandbox/execution?at=6`, 'GET', {});
	expect(none).toMatchObject({
		status: 404,
		json: { error: expect.stringMatching(/No execution/) },
	});
});

test('without n8n it leads nowhere', async () => {
	const sandbox = await open();
	expect(await (await follow(sandbox)).start()).toMatchObject({ knowsExecutions: false });
});
