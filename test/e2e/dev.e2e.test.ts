/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';

import { example, exampleNames } from '../helpers/examples';
import { copyOfCheckout } from '../helpers/n8n/checkout';
import { givenOut, nextExecutions, runWorkflow } from '../../tools/n8n/executions';
import { ground, newFolder } from '../helpers/n8n/ground';
import { freePort } from '../../tools/n8n/ports';
import { OWNER, secretsOf } from '../../tools/n8n/owner';
import { N8nRest } from '../../tools/n8n/rest';
import { devTerminal, type Terminal } from '../helpers/n8n/terminal';
import { edit, homeWithN8n, n8nFilesOf } from '../helpers/n8n/userFiles';
import { LATEST } from '../../tools/n8n/versions';
import { closeEvents, follow } from '../page/pageClient';
import { rawRequest } from '../sandbox/rawHttp';

/** `npm run dev` always starts the newest n8n: once is enough. */
const onNewest = ground().n8n.version === LATEST.version ? describe : describe.skip;

onNewest('npm run dev', () => {
	let opened: Terminal[] = [];
	const open = (cwd: string, home: string, options: string[]) => {
		const terminal = devTerminal(cwd, home, options);
		opened.push(terminal);
		return terminal;
	};
	afterEach(() => {
		closeEvents();
		for (const terminal of opened) terminal.close();
		opened = [];
	});

	test('is n8n, furnished, that follows the sources and leaves nothing behind', async () => {
		const checkout = copyOfCheckout();
		const home = homeWithN8n();
		const before = n8nFilesOf(home);
		const port = String(await freePort());
		const userFolder = newFolder('dev-');
		const sandboxPort = String(await freePort());
		const options = ['--port', port, '--user-folder', userFolder];
		const dev = open(checkout, home, [...options, '--sandbox-port', sandboxPort]);
		await dev.says('Ctrl+C ends everything');
		const url = `http://127.0.0.1:${port}`;
		expect(dev.output).toContain(`${url}/home/workflows`);
		expect(dev.output).toContain(`delete ${userFolder}`);

		const { password } = secretsOf(userFolder);
		expect(dev.output).toContain(`password ${password}`);
		const rest = new N8nRest(url, { ...OWNER, password });
		const foreign = await rawRequest(`${url}/rest/settings`, 'GET', { host: 'evil.example' }, '');
		expect(foreign.status).toBe(403);
		await rest.signIn();
		const workflows = await rest.workflows();
		expect(workflows.map(({ name }) => name).sort()).toEqual(
			exampleNames()
				.map((file) => example(file).name)
				.sort(),
		);
		const sendSms = workflows.find(({ name }) => name === 'Send an SMS');
		const execution = await runWorkflow(rest, await rest.workflow(sendSms?.id ?? ''));
		expect(givenOut(execution, 'Send SMS')).toMatchObject([{ totalCreditsRemoved: 1 }]);

		const second = open(checkout, home, options);
		expect(await second.ended()).toBe(1);
		expect(second.output).toContain('is running already');
		const third = open(checkout, home, ['--port', port, '--user-folder', newFolder('dev-')]);
		expect(await third.ended()).toBe(1);
		expect(third.output).toContain(`Port ${port} is taken by another program`);
		expect(third.output).toContain('npm run dev -- --port');

		const pageUrl = `http://127.0.0.1:${sandboxPort}/`;
		const [phone] = (await (await follow({ pageUrl })).start()).phones;
		const link = `${pageUrl}sandbox/execution?at=${phone.items[0].at}`;
		const { headers } = await fetch(link, { redirect: 'manual' });
		const { id } = sendSms ?? {};
		expect(headers.get('location')).toBe(`${url}/workflow/${id}/executions/${execution.id}`);

		const text = 'Send and follow SMS through OVHcloud';
		edit(`${checkout}/nodes/OvhSms/OvhSms.node.ts`, text, `${text}, changed`);
		await dev.says('n8n runs the new version');
		await rest.signIn();
		const descriptions = await rest.nodeDescriptions();
		expect(descriptions.get('n8n-nodes-ovh-sms.ovhSms')).toBe(`${text}, changed`);

		expect(readFileSync(`${userFolder}/n8n.log`, 'utf8')).not.toMatch(/api[-\w]*\.n8n\.io/);
		dev.interrupt();
		expect(await dev.isEmpty()).toBe(true);
		expect(n8nFilesOf(home)).toEqual(before);
	}, 600_000);

	test('a published trigger hears of replies after the next start, too', async () => {
		const checkout = copyOfCheckout();
		const home = homeWithN8n();
		const [port, sandboxPort] = [String(await freePort()), String(await freePort())];
		const options = ['--port', port, '--sandbox-port', sandboxPort];
		const userFolder = newFolder('dev-');
		options.push('--user-folder', userFolder);
		const { password } = secretsOf(userFolder);
		const rest = new N8nRest(`http://127.0.0.1:${port}`, { ...OWNER, password });
		const start = async () => {
			const dev = open(checkout, home, options);
			await dev.says('Ctrl+C ends everything');
			await rest.signIn();
			return dev;
		};
		const first = await start();
		const replies = (await rest.workflows()).find(({ name }) => name === 'Replies by keyword');
		if (!replies) throw new Error('The example is not there');
		const { versionId } = await rest.workflow(replies.id);
		await rest.ask('POST', `/rest/workflows/${replies.id}/activate`, { versionId });
		first.endNpm();
		expect(await first.isEmpty()).toBe(true);

		const second = await start();
		expect(second.output).toContain('"Replies by keyword" is registered');
		const reply = { number: '+33612345678', account: 'sms-xx12345-1', text: 'Yes please' };
		const answer = await fetch(`http://127.0.0.1:${sandboxPort}/sandbox/reply`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(reply),
		});
		expect(answer.status).toBe(200);
		await second.says('callback (reply) of sms-xx12345-1 200');
		const [execution] = await nextExecutions(rest, replies);
		expect(givenOut(execution, 'Confirm Appointment')).toMatchObject([{ message: 'Yes please' }]);
	}, 600_000);
});
