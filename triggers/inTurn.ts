const queues = new Map<string, Promise<unknown>>();

/**
 * Does work of one name one after the other, within this process: reading an account and then
 * writing to it must not mix with another trigger's.
 */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
	const before = queues.get(name) ?? Promise.resolve();
	const mine = before.then(work, work);
	queues.set(name, mine);
	try {
		return await mine;
	} finally {
		if (queues.get(name) === mine) queues.delete(name);
	}
}
