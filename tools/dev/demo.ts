import { Command, Option } from 'commander';
import { consola } from 'consola';
import { box } from 'consola/utils';
import type { ICredentialDataDecryptedObject, IDataObject, IRun } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import { Engine, outputOf, type WorkflowFile } from '../../test/helpers/engine';
import sendSms from '../../examples/send-sms.json';

interface DemoOptions {
	endpoint: string;
	baseUrl?: string;
	applicationKey?: string;
	applicationSecret?: string;
	consumerKey?: string;
	to?: string;
}

const program = new Command()
	.name('demo')
	.description(
		"Runs examples/send-sms.json on n8n's engine: against the sandbox, or against OVHcloud's real API where keys and a recipient are given",
	)
	.addOption(new Option('--endpoint <name>').env('OVH_ENDPOINT').default('ovh-eu'))
	.addOption(new Option('--base-url <address>', 'with the endpoint "custom"').env('OVH_BASE_URL'))
	.addOption(new Option('--application-key <key>').env('OVH_APPLICATION_KEY').hideHelp())
	.addOption(new Option('--application-secret <secret>').env('OVH_APPLICATION_SECRET').hideHelp())
	.addOption(new Option('--consumer-key <key>').env('OVH_CONSUMER_KEY').hideHelp())
	.addOption(
		new Option('--to <number>', 'who gets the SMS, such as +33612345678').env('OVH_SMS_TO'),
	)
	.addHelpText(
		'after',
		'\nFor the real API set OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY\nand OVH_SMS_TO (or --to); OVH_ENDPOINT is ovh-eu unless you set it.',
	)
	.action(demo);

async function demo(options: DemoOptions): Promise<void> {
	const { endpoint, baseUrl, applicationKey, applicationSecret, consumerKey, to } = options;
	const keys = { applicationKey, applicationSecret, consumerKey };
	const given = Object.values(keys).filter(Boolean).length;
	if (given === 0) return await onSandbox(to);
	if (given < 3 || !to) {
		program.error(
			'For the real API, give all three keys and a recipient: OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET, OVH_CONSUMER_KEY, OVH_SMS_TO.',
		);
	}
	const agreed: unknown = await consola
		.prompt(`Send a real SMS to ${to} through ${endpoint}? It costs at least one credit.`, {
			type: 'confirm',
			initial: false,
		})
		.catch(() =>
			program.error('Nothing was sent: a real SMS needs a yes, so run this in a terminal.'),
		);
	if (agreed !== true) {
		consola.info('Nothing was sent.');
		return;
	}
	await runWorkflow({ endpoint, baseUrl, ...keys } as ICredentialDataDecryptedObject, to);
}

async function onSandbox(to?: string): Promise<void> {
	// As at OVHcloud, the SMS waits for a moment: that is what the last step lists.
	const sandbox = await startSandbox({ sendingDelayMs: 10_000 });
	consola.info(`OVHcloud sandbox on ${sandbox.baseUrl}: nothing leaves this machine.`);
	try {
		const credential = { endpoint: 'custom', baseUrl: sandbox.baseUrl, ...sandbox.keys };
		await runWorkflow(credential, to);
	} finally {
		await sandbox.close();
	}
}

async function runWorkflow(credential: ICredentialDataDecryptedObject, to?: string): Promise<void> {
	const engine = await Engine.start();
	consola.start("examples/send-sms.json on n8n's engine");
	const run = await engine.run(workflowFor(to), credential);
	const { error } = run.data.resultData;
	if (error) program.error(`\n${error.message}\n${error.description ?? ''}`);

	const [account] = items(run, 'List Accounts');
	const [report] = items(run, 'Send SMS');
	const jobs = items(run, 'List Scheduled SMS');
	consola.log(
		[
			'',
			`List Accounts       ${aboutAccount(account)}`,
			`Send SMS            ${aboutReport(report)}`,
			`List Scheduled SMS  ${aboutJobs(jobs)}`,
			...jobs.map((job) => bubble(job)),
		].join('\n'),
	);
	consola.success('The SMS is accepted.');
	consola.info('Next: npm run dev, which is n8n itself with these nodes, and a page of phones.');
}

function aboutAccount({ name, description, creditsLeft }: IDataObject): string {
	return `${String(name)}, "${String(description)}"${
		creditsLeft === undefined ? '' : `, ${String(creditsLeft)} credits`
	}`;
}

function aboutReport({ ids, totalCreditsRemoved, parts, encoding }: IDataObject): string {
	const size = `${String(parts)} part, ${encoding === 'unicode' ? 'Unicode' : '7-bit'}`;
	return `accepted as ${String(ids)}, ${String(totalCreditsRemoved)} credit (${size})`;
}

/** What OVHcloud calls jobs. */
function aboutJobs(jobs: IDataObject[]): string {
	if (jobs.length === 0) return 'nothing waits: it is sent already';
	return `${jobs.length} waiting, of which the phone gets this:`;
}

/** An SMS as the phone shows it. */
function bubble({ receiver, sender, message }: IDataObject): string {
	const options = { title: `To ${String(receiver)}`, style: { borderStyle: 'rounded' } } as const;
	return box(`${String(sender)}\n\n${String(message)}`, options);
}

function workflowFor(to?: string): WorkflowFile {
	const file = sendSms as unknown as WorkflowFile;
	return {
		...file,
		nodes: file.nodes.map((node) =>
			node.name === 'Send SMS' && to ? { ...node, parameters: { ...node.parameters, to } } : node,
		),
	};
}

function items(run: IRun, node: string): IDataObject[] {
	return outputOf(run, node).map(({ json }) => json);
}

void program.parseAsync();
