/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * Asks a question and gives the answer; '' where nobody can answer.
 * @param isHidden whether what is typed does not show
 */
export async function ask(question: string, isHidden = false): Promise<string> {
	const { stdin, stdout } = process;
	stdout.write(`${question} `);
	if (stdin.readableEnded) return '';
	const output = isHidden ? nowhere : stdout;
	const terminal = createInterface({ input: stdin, output, terminal: stdin.isTTY });
	try {
		return await new Promise<string>((resolve) => {
			terminal.once('line', (line) => resolve(line.trim()));
			terminal.once('close', () => resolve(''));
			terminal.once('SIGINT', () => {
				resolve('');
				process.kill(process.pid, 'SIGINT');
			});
		});
	} finally {
		terminal.close();
		if (isHidden || !stdin.isTTY) stdout.write('\n');
	}
}

/** Whether somebody says yes; anything else is a no. */
export async function agrees(question: string): Promise<boolean> {
	return /^y(es)?$/i.test(await ask(`${question} [y/N]`));
}
