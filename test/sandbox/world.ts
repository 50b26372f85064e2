import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { call, type Answer, type Call } from './client';

/** A clock that stands still until it is moved. */
export class TestClock {
	milliseconds = Date.now();
	readonly now = () => this.milliseconds;
	forward(seconds: number): void {
		this.milliseconds += seconds * 1000;
	}
	get seconds(): number {
		return Math.floor(this.milliseconds / 1000);
	}
}

const running: Sandbox[] = [];

/**
 * Starts a sandbox that `closeSandboxes` will stop. It sends at once: a test that is about the queue
 * says how long that is.
 */
export async function open(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox({ sendingDelayMs: 0, ...options });
	running.push(sandbox);
	return sandbox;
}

export async function closeSandboxes(): Promise<void> {
	await Promise.all(running.splice(0).map(async (sandbox) => await sandbox.close()));
}

/** A message that the default account can send. */
export const HELLO = {
	message: 'Hello',
	receivers: ['+33612345678'],
	sender: 'BOUTIQUE',
	noStopClause: true,
};

export const ACCOUNT = '/sms/sms-xx12345-1';

/** Calls to the sandbox that a test opened last, signed at the time of the test's clock. */
export function callerAt(clock: TestClock) {
	const timed = async (request: Call): Promise<Answer> =>
		await call(running[running.length - 1], { timestamp: clock.seconds, ...request });
	return {
		timed,
		get: async (path: string) => (await timed({ path })).json,
		/** Any call; its body is sent as JSON. */
		act: async (method: string, path: string, body?: object) => await timed({ method, path, body }),
		/** Sends HELLO, with changes. */
		post: async (change: object = {}, path = ACCOUNT) =>
			await timed({ method: 'POST', path: `${path}/jobs`, body: { ...HELLO, ...change } }),
	};
}
