/**
 * Many whole numbers as one short text, since n8n saves a trigger's static data with each change:
 * the distances between them in base 36, and `~n` for n numbers in a row.
 */
export function encodeIds(ids: Iterable<number>): string {
	const sorted = [...new Set(ids)].sort((a, b) => a - b);
	const tokens: string[] = [];
	let last = 0;
	let row = 0;
	const endRow = (): void => {
		if (row > 0) tokens.push(`~${row.toString(36)}`);
		row = 0;
	};
	for (const id of sorted) {
		if (id - last === 1 && tokens.length > 0) {
			row += 1;
		} else {
			endRow();
			tokens.push((id - last).toString(36));
		}
		last = id;
	}
	endRow();
	return tokens.join(' ');
}

/** The numbers of `encodeIds`. */
export function decodeIds(text: string): number[] {
	const ids: number[] = [];
	let last = 0;
	for (const token of text.split(' ').filter(Boolean)) {
		const inRow = token.startsWith('~') ? parseInt(token.slice(1), 36) : 0;
		const steps = inRow > 0 ? Array<number>(inRow).fill(1) : [parseInt(token, 36)];
		for (const step of steps) ids.push((last += step));
	}
	return ids;
}
