/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/** The longest that a timer can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Lets the node wait so many times shorter than it means to, in what is loaded afterwards. What
 * still waits when the tests are over keeps nothing alive.
 */
export function waitFaster(times: number): void {
	jest.doMock('n8n-workflow', () => {
		const actual = jest.requireActual<object>('n8n-workflow');
		const sleep = async (milliseconds: number): Promise<void> => {
			await new Promise<void>((resolve) => {
				setTimeout(resolve, Math.min(milliseconds / times, LONGEST_MS)).unref();
			});
		};
		return new Proxy(actual, {
			get: (target, name) => (name === 'sleep' ? sleep : (Reflect.get(target, name) as unknown)),
		});
	});
}

/**
 * The same, and everybody's clock goes so many times faster, the sandbox's included: minutes pass
 * in seconds. @returns what ends it
 */
export function runFaster(times: number): () => void {
	waitFaster(times);
	const realNow = Date.now.bind(Date);
	const start = realNow();
	const spy = jest
		.spyOn(Date, 'now')
		.mockImplementation(() => Math.round(start + (realNow() - start) * times));
	return () => spy.mockRestore();
}
