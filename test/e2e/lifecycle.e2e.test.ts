import { version } from '../../package.json';
import { openExample } from '../helpers/examples';
import { activate } from '../../tools/n8n/activation';
import { nextExecutions } from '../../tools/n8n/executions';
import { ground } from '../helpers/n8n/ground';
import {
	installedVersion,
	installPackage,
	packVersion,
	uninstallPackage,
} from '../../tools/n8n/package';
import { callWebhook } from '../../tools/n8n/request';
import { setN8nStage } from '../helpers/n8n/stage';

const stage = setN8nStage();
const path = '/webhook/order-status';

test('workflows and credentials survive restart, upgrade and uninstall', async () => {
	const { credential, rest, sandbox, server } = stage;
	const { userFolder } = server;
	const order = async (name: string) =>
		await callWebhook(`${rest.url}${path}`, {
			order: name,
			name: 'Zoë',
			phone: '+33612345678',
			status: 'shipped',
		});
	const textsOf = (name: string) =>
		sandbox.sentTo('+33612345678').filter(({ message }) => message.includes(name)).length;
	const text = async (name: string) => {
		const known = await nextExecutions(rest, workflow, 0);
		expect((await order(name)).status).toBe(200);
		const [execution] = await nextExecutions(rest, workflow, 1, known);
		expect(execution.status).toBe('success');
		expect(textsOf(name)).toBe(1);
	};
	const restart = async (change: () => Promise<void>) => {
		await server.stop();
		await change();
		await server.restart();
		await rest.signIn();
	};

	const workflow = await stage.importWorkflow(openExample('order-status.json'));
	await activate(rest, workflow, path);
	await text('as installed');

	await restart(async () => undefined);
	await text('after a restart');

	const next = version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
	await restart(async () => await installPackage(userFolder, await packVersion(next)));
	expect(installedVersion(userFolder)).toBe(next);
	await text('after an upgrade');

	await restart(async () => await uninstallPackage(userFolder));
	expect(installedVersion(userFolder)).toBeUndefined();
	expect(await rest.credentials()).toMatchObject([{ id: credential.id }]);
	expect((await rest.workflow(workflow.id)).nodes).toEqual(workflow.nodes);
	await order('without the package');
	expect(textsOf('without the package')).toBe(0);

	await restart(async () => await installPackage(userFolder, ground().tarball));
	expect(installedVersion(userFolder)).toBe(version);
	await activate(rest, workflow, path);
	await text('installed again');
}, 900_000);
