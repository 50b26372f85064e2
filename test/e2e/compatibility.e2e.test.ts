import type { IDataObject, INode } from 'n8n-workflow';

import { name, version } from '../../package.json';
import { switchOff, switchOn, until } from '../../tools/n8n/activation';
import { givenOut, nextExecutions, runWorkflow } from '../../tools/n8n/executions';
import { installedVersion } from '../../tools/n8n/package';
import { setN8nStage } from '../helpers/n8n/stage';
import { ACCOUNT, sendWorkflow } from '../helpers/sending';
import { byId, chain, node, single, startedByHand } from '../helpers/workflows';

/** What every supported version of n8n has to do. Each test is a row of the table in docs/compatibility.md. */

const stage = setN8nStage();

/** Runs one operation of the node as the editor does; gives what came out. */
async function outcomeOf(workflow: ReturnType<typeof single>): Promise<IDataObject[]> {
	const saved = await stage.importWorkflow(startedByHand(workflow));
	const execution = await runWorkflow(stage.rest, saved);
	expect(execution.status).toBe('success');
	return givenOut(execution, 'OVHcloud SMS');
}

/** A trigger on replies that is switched on while `act` goes on. */
async function whileActive(
	type: string,
	parameters: INode['parameters'],
	act: (nextItems: () => Promise<IDataObject[]>) => Promise<void>,
): Promise<void> {
	const trigger = { account: byId(ACCOUNT), events: ['messageReceived'], ...parameters };
	const workflow = await stage.importWorkflow(chain(node('Trigger', `${name}.${type}`, trigger)));
	await switchOn(stage.rest, workflow);
	await act(async () => {
		const executions = await nextExecutions(stage.rest, workflow);
		return executions.flatMap((execution) => givenOut(execution, 'Trigger'));
	});
	await switchOff(stage.rest, workflow);
}

function reply(message: string): number {
	return stage.sandbox.state.receive({ account: ACCOUNT, sender: '+33612345678', message }).id;
}

test('The packed package is installed, and n8n offers its nodes', async () => {
	const { server, rest } = stage;
	expect(installedVersion(server.userFolder)).toBe(version);
	const { versionCli } = await rest.ask<{ versionCli: string }>('GET', '/rest/settings');
	expect(versionCli).toBe(server.version);
	const offered = await rest.nodeDescriptions();
	const nodes = ['ovhSms', 'ovhSmsTool', 'ovhSmsTrigger', 'ovhSmsPollingTrigger'];
	expect([...offered.keys()]).toEqual(
		expect.arrayContaining(nodes.map((type) => `${name}.${type}`)),
	);
});

test('The credential is tested by a signed call', async () => {
	const { rest, credential } = stage;
	expect((await rest.testCredential(credential, stage.fields())).status).toBe('OK');
	expect(stage.sandbox.requests).toMatchObject([{ path: '/auth/details', status: 200 }]);
	const wrong = stage.fields({ applicationSecret: 'x'.repeat(32) });
	expect((await rest.testCredential(credential, wrong)).status).toBe('Error');
});

test('Account → Get Many', async () => {
	const accounts = await outcomeOf(single({ resource: 'account', operation: 'getAll' }));
	expect(accounts).toContainEqual(expect.objectContaining({ name: ACCOUNT, creditsLeft: 100 }));
});

test('SMS → Send', async () => {
	const message = 'Votre commande est prête 👍 & "à bientôt" +€';
	const [report] = await outcomeOf(sendWorkflow({ message }));
	expect(report).toMatchObject({ recipients: [{ status: 'accepted' }] });
	expect(stage.sandbox.sentTo('+33612345678')).toMatchObject([{ message }]);
});

test('Scheduled SMS → Get Many', async () => {
	const sendAt = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString();
	const [{ ids }] = await outcomeOf(sendWorkflow({ options: { sendAt } }));
	const list = { resource: 'job', operation: 'getAll', account: byId(ACCOUNT) };
	const waiting = await outcomeOf(single(list));
	expect(waiting).toMatchObject([{ receiver: '+33612345678', message: 'Hello' }]);
	expect(waiting.map(({ id }) => id)).toEqual(ids);
});

test('OVHcloud SMS Trigger: a reply starts a workflow', async () => {
	const { details } = stage.sandbox.state.accounts.get(ACCOUNT)!;
	await whileActive('ovhSmsTrigger', {}, async (nextItems) => {
		await until('no address was registered', () => Boolean(details.smsResponse.cgiUrl));
		const id = reply('Yes please');
		expect(await nextItems()).toMatchObject([{ event: 'messageReceived', id }]);
	});
	await until('the address was not given back', () => !details.smsResponse.cgiUrl);
});

test('OVHcloud SMS Polling Trigger: a reply starts a workflow', async () => {
	const hasLooked = () =>
		stage.sandbox.requests.some(({ path, status }) => path.endsWith('/incoming') && status === 200);
	const pollTimes = { item: [{ mode: 'everyMinute' }] };
	await whileActive('ovhSmsPollingTrigger', { pollTimes }, async (nextItems) => {
		await until('there was no first look', hasLooked);
		const id = reply('Yes please');
		expect(await nextItems()).toMatchObject([{ event: 'messageReceived', id }]);
	});
});
