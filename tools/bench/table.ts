import { cells, COLUMNS, type Group } from './rows';

/** The results as a table for the terminal. */
export function textTable(groups: Group[]): string {
	const lines = groups.flatMap(({ title, rows }) => [
		[title, ...COLUMNS],
		...rows.map((row) => [`  ${row.label}`, ...cells(row)]),
		[],
	]);
	const widths = ['', ...COLUMNS].map((_, column) =>
		Math.max(...lines.map((line) => (line[column] ?? '').length)),
	);
	return lines
		.map((line) =>
			line
				.map((cell, column) =>
					column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
				)
				.join('  ')
				.trimEnd(),
		)
		.join('\n')
		.trimEnd();
}

/** The same in Markdown. */
export function markdownTable(groups: Group[]): string {
	const line = (texts: string[]): string => `| ${texts.join(' | ')} |`;
	return [
		line(['', ...COLUMNS]),
		`|---|${COLUMNS.map(() => '---:|').join('')}`,
		...groups.flatMap(({ title, rows }) => [
			line([`**${title}**`, ...COLUMNS.map(() => '')]),
			...rows.map((row) => line([row.label, ...cells(row)])),
		]),
	].join('\n');
}
