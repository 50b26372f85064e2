/** Child processes that answer questions of their parent, and what they measure of themselves. */
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

let children = 0;

/** Starts a file of this folder as a process of its own. */
export function startChild(file) {
	// n8n's engine keeps a settings folder; processes that run at the same time must not share it.
	const folder = path.join(tmpdir(), 'n8n-nodes-ovh-sms', `bench-${children++}`);
	mkdirSync(folder, { recursive: true });
	const child = fork(path.join(here, file), {
		env: { ...process.env, N8N_USER_FOLDER: folder },
		serialization: 'advanced',
	});
	const waiting = new Map();
	let questions = 0;
	child.on('message', ({ id, value, error }) => {
		const { resolve, reject } = waiting.get(id);
		waiting.delete(id);
		if (error === undefined) resolve(value);
		else reject(new Error(error));
	});
	const ended = new Promise((resolve) => {
		child.on('exit', (code, signal) => {
			for (const { reject } of waiting.values()) {
				reject(new Error(`${file} ended with ${signal ?? code}`));
			}
			resolve();
		});
	});
	return {
		ask: (question) =>
			new Promise((resolve, reject) => {
				const id = questions++;
				waiting.set(id, { resolve, reject });
				child.send({ id, question });
			}),
		stop: async () => {
			if (child.connected) child.disconnect();
			await ended;
		},
	};
}

/** Answers the parent's questions until it hangs up. */
export function answerParent(answer) {
	process.on('message', ({ id, question }) => {
		Promise.resolve(question)
			.then(answer)
			.then(
				(value) => ({ id, value }),
				(error) => ({ id, error: String(error) }),
			)
			// A parent that is gone wants no answer.
			.then((answered) => process.send(answered, () => undefined));
	});
	process.on('disconnect', () => process.exit());
}

/** The most memory that this process has had so far, in megabytes. */
export function peakMegabytes() {
	return process.resourceUsage().maxRSS / 1024;
}

/** Ends this process with an exit code as soon as nothing is left to do. */
export function setExitCode(code) {
	process.exitCode = code;
}
