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
	let next = 0;
	let failed = false;
	const worker = async (): Promise<void> => {
		while (next < values.length && !failed) {
			const index = next++;
			try {
				results[index] = await work(values[index], index);
			} finally {
				failed ||= !(index in results);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, values.length) }, worker));
	return results;
}
