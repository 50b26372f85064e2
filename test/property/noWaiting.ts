/** Milliseconds that the node wanted to wait since the counter was set. */
export const waiting = { milliseconds: 0 };

/** How far everybody's clock is ahead, since waiting took no time. */
let aheadMs = 0;
const realNow = Date.now.bind(Date);

/** Lets time pass for everybody. */
export function pass(milliseconds: number): void {
	aheadMs += milliseconds;
}

/**
 * n8n's library for a test in which waiting is the only thing that is not real: minutes pass at
 * once, for the sandbox, too. For the factory of `jest.mock('n8n-workflow', …)`.
 */
export function workflowWithoutWaiting(): object {
	const actual = jest.requireActual<object>('n8n-workflow');
	Date.now = () => realNow() + aheadMs;
	const sleep = async (milliseconds: number): Promise<void> => {
		waiting.milliseconds += milliseconds;
		const end = Date.now() + milliseconds;
		await Promise.resolve();
		aheadMs = Math.max(aheadMs, end - realNow());
	};
	return new Proxy(actual, {
		get: (target, name) => (name === 'sleep' ? sleep : (Reflect.get(target, name) as unknown)),
	});
}
