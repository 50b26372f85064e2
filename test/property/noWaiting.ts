/** Milliseconds that the node wanted to wait since the counter was set. */
export const waiting = { milliseconds: 0 };

/**
 * n8n's library for a test in which waiting is the only thing that is not real: minutes pass at
 * once. For the factory of `jest.mock('n8n-workflow', …)`.
 */
export function workflowWithoutWaiting(): object {
	const actual = jest.requireActual<object>('n8n-workflow');
	const sleep = async (milliseconds: number): Promise<void> => {
		waiting.milliseconds += milliseconds;
		await Promise.resolve();
	};
	return new Proxy(actual, {
		get: (target, name) => (name === 'sleep' ? sleep : (Reflect.get(target, name) as unknown)),
	});
}
