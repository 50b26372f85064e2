/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';

import { consola } from 'consola';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const LOOK_EVERY_MS = 500;

/**
 * Cleans up when the user ends the program (Ctrl+C, or a closed terminal), or when npm, which has
 * started it, is gone; and then leaves. A signal comes twice from npm and the terminal: that changes
 * nothing.
 * @param exitCode says whether ending it is how the program is meant to end
 * @returns ends it, too
 */
export function onceEnded(cleanUp: () => Promise<void>, exitCode = 0): () => void {
	let ending = false;
	const end = (): void => {
		if (ending) return;
		ending = true;
		consola.info('Ending n8n and the sandbox');
		cleanUp().then(
			() => process.exit(exitCode),
			(error: unknown) => {
				consola.error(error);
				process.exit(1);
			},
		);
	};
	for (const signal of SIGNALS) process.on(signal, end);
	if (process.env.npm_lifecycle_event) onceOrphaned(end);
	return end;
}

/**
 * npm does not hand its signals on: it ends the shell in between, or, where npm itself is killed,
 * nothing at all.
 */
function onceOrphaned(act: () => void): void {
	const shell = process.ppid;
	const npm = parentOf(shell);
	const timer = setInterval(() => {
		if (process.ppid === shell && (npm === undefined || isRunning(npm))) return;
		clearInterval(timer);
		act();
	}, LOOK_EVERY_MS);
	timer.unref();
}

/** Absent where the system has no `ps`. */
function parentOf(pid: number): number | undefined {
	try {
		return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
	} catch {
		return undefined;
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
