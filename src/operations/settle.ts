/** What became of some work: what it gave, or why it failed. */
export type Settled<T> = { value: T } | { error: unknown };

/** Waits for work to end, whatever comes of it. */
export async function settle<T>(work: Promise<T>): Promise<Settled<T>> {
	return await work.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
}

/** The same for work that takes no waiting. */
export function attempt<T>(work: () => T): Settled<T> {
	try {
		return { value: work() };
	} catch (error) {
		return { error };
	}
}
