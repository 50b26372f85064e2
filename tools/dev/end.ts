/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { consola } from 'consola';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Cleans up when the user ends the program (Ctrl+C, or a closed terminal), and then leaves. The
 * signal comes twice from npm and the terminal: that changes nothing.
 * @param exitCode says whether ending it is how the program is meant to end
 */
export function onceEnded(cleanUp: () => Promise<void>, exitCode = 0): void {
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
}
