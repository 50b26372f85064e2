import { Command, InvalidArgumentError } from 'commander';
import { consola } from 'consola';
import { startSandbox } from './index';
import { introduction } from './introduction';

interface CliOptions {
	port: number;
	queue: number;
	deliveryDelay: number;
	taskDelay: number;
}

const program = new Command('sandbox')
	.description(
		"A stand-in for OVHcloud's SMS API: try workflows without credits and without an account.",
	)
	.option('--port <number>', 'port on 127.0.0.1', wholeNumber, 8090)
	.option('--queue <seconds>', 'time that an SMS waits before it is sent', wholeNumber, 1)
	.option('--delivery-delay <seconds>', 'time until an SMS counts as delivered', wholeNumber, 5)
	.option(
		'--task-delay <seconds>',
		'time that look-ups, exports and each step of a batch take',
		wholeNumber,
		2,
	)
	.action(run);

async function run({ port, queue, deliveryDelay, taskDelay }: CliOptions): Promise<void> {
	const sandbox = await startSandbox({
		port,
		sendingDelayMs: queue * 1000,
		deliveryDelayMs: deliveryDelay * 1000,
		taskDelayMs: taskDelay * 1000,
		batchStepMs: taskDelay * 1000,
		log: (line) => consola.log(line),
	});
	consola.box(introduction(sandbox));
	consola.info('Requests appear here. Stop with Ctrl+C.');
}

function wholeNumber(value: string): number {
	if (!/^\d+$/.test(value)) throw new InvalidArgumentError('Expected a whole number.');
	return Number(value);
}

program.parseAsync().catch((error: unknown) => program.error(String(error)));
