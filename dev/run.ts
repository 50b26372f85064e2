import { Command } from 'commander';
import { consola } from 'consola';

import orderStatus from '../examples/order-status.json';
import sendSms from '../examples/send-sms.json';
import { type Sandbox, startSandbox } from '../sandbox';
import type { WorkflowFile } from '../test/helpers/engine';
import { keptFolder } from '../test/helpers/n8n/cache';
import { installN8n } from '../test/helpers/n8n/install';
import { installPackage, packPackage } from '../test/helpers/n8n/package';
import { N8nRest, OWNER } from '../test/helpers/n8n/rest';
import { N8nServer } from '../test/helpers/n8n/server';
import { buildPackage, onSourceChange } from '../test/helpers/n8n/watch';

const EXAMPLES = [sendSms, orderStatus] as unknown as Array<WorkflowFile & { name: string }>;

new Command()
	.name('dev')
	.description('n8n with this node and the sandbox, in a user folder of their own')
	.option('--port <number>', 'port of n8n', '5679')
	.option('--sandbox-port <number>', 'port of the sandbox', '8090')
	.action(dev)
	.parse();

async function dev({ port, sandboxPort }: { port: string; sandboxPort: string }): Promise<void> {
	const n8n = await installN8n((line) => consola.start(line));
	const sandbox = await startSandbox({
		port: Number(sandboxPort),
		log: (line) => consola.log(line),
	});
	const userFolder = keptFolder('dev');
	consola.start('Installing the package into n8n');
	await installPackage(userFolder, await packPackage());
	consola.start(`Starting n8n ${n8n.version}`);
	const server = await N8nServer.start(n8n, userFolder, { port: Number(port) });
	await furnish(server, sandbox);
	consola.box(
		[
			`n8n      ${server.url}`,
			`         ${OWNER.email}, password ${OWNER.password}`,
			`sandbox  ${sandbox.baseUrl}`,
			`phones   ${sandbox.pageUrl}`,
			'',
			'The credential and the example workflows are ready.',
			'Changes of the sources are built and loaded. Ctrl+C ends everything.',
		].join('\n'),
	);
	onSourceChange(async () => await reload(server, userFolder));
}

/** Owner, credential and examples, as far as they are not there from the last time. */
async function furnish(server: N8nServer, sandbox: Sandbox): Promise<void> {
	const rest = new N8nRest(server.url);
	await rest.signIn();
	const credential = await rest.saveCredential('OVHcloud SMS sandbox', {
		endpoint: 'custom',
		baseUrl: sandbox.baseUrl,
		...sandbox.keys,
	});
	const known = (await rest.workflows()).map(({ name }) => name);
	for (const example of EXAMPLES) {
		if (!known.includes(example.name)) await rest.importWorkflow(example, credential);
	}
}

async function reload(server: N8nServer, userFolder: string): Promise<void> {
	consola.start('Sources have changed: building');
	try {
		await buildPackage();
		await installPackage(userFolder, await packPackage());
		await server.restart();
		consola.success('n8n runs the new version');
	} catch (error) {
		consola.error(error);
	}
}
