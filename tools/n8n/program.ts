/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end; its output goes to `log` line by line.
 * @throws with the last lines of its output when it fails
 */
export async function runProgram(
	command: string,
	args: string[],
	options: { cwd: string; env?: NodeJS.ProcessEnv; log?: (line: string) => void },
): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: options.cwd,
			env: { ...process.env, ...options.env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const tail: string[] = [];
		const read = (data: Buffer): void => {
			for (const line of data.toString('utf8').split('\n').filter(Boolean)) {
				tail.push(line);
				options.log?.(line);
			}
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.on('error', reject);
		child.on('close', (code) => {
			if (code === 0) return resolve();
			reject(new Error(`${command} ${args.join(' ')} failed:\n${tail.slice(-20).join('\n')}`));
		});
	});
}
