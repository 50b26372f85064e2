/**
 * Maps values with at most `limit` of them under way at once; results keep the order.
 * After a failure no further value is begun.
 */
export async function mapConcurrently<T, R>(
	values: readonly T[],
	limit: number,
	work: (value: T, index: number) => Promise<R>,
): Promise<R[]> {
	const results = new Array<R>(values.length);
	// One iterator for all workers: each takes what comes next.
	const entries = values.entries();
	let failed = false;
	const worker = async (): Promise<void> => {
		for (const [index, value] of entries) {
			if (failed) return;
			try {
				results[index] = await work(value, index);
			} finally {
				failed ||= !(index in results);
			}
			if (failed) return;
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, values.length) }, worker));
	return results;
}
