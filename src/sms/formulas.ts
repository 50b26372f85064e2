import { stringify } from 'csv-stringify/sync';

import { type CsvReading, readCsv, separatorOf } from './csv';

/** What a spreadsheet would carry out; numbers such as +33612345678 or -1,5 are none. */
const FORMULA = /^[\s\p{Cf}]{0,100}[=+\-@＝＋－＠\t\r]/u;
const NUMBER = /^[+-]?[\d .,]{1,40}$/;

/** A field that a spreadsheet shows instead of carrying it out (OWASP: CSV injection). */
export function harmless(field: string): string {
	return FORMULA.test(field) && !NUMBER.test(field) ? `'${field}` : field;
}

/**
 * A CSV file of OVHcloud's, and the number of its lines below the names of the columns.
 * @param escape whether to put an apostrophe before formulas; a file without any stays as it is
 */
export async function exported(
	text: string,
	escape: boolean,
	reading: Pick<CsvReading, 'parameter' | 'pause'>,
): Promise<{ text: string; rows: number }> {
	const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
	const body = text.slice(mark.length).replace(/\r\n?/g, '\n');
	const lines: string[][] = [];
	let isChanged = false;
	await readCsv(body, 'id', {
		...reading,
		take: ({ fields }) => {
			const line = escape ? fields.map(harmless) : fields;
			isChanged ||= line.some((field, index) => field !== fields[index]);
			lines.push(line);
		},
	});
	const rows = Math.max(0, lines.length - 1);
	if (!isChanged) return { text, rows };
	const written = stringify(lines, {
		delimiter: separatorOf(body, 'id'),
		record_delimiter: text.includes('\r\n') ? 'windows' : 'unix',
	});
	return { text: mark + written, rows };
}
