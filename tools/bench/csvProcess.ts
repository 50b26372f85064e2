/** Reads a file of recipients in one way, in a process of its own, and measures time and memory. */
import { parse } from 'csv-parse/sync';

import { pause } from '../../src/n8n/yielding';
import { decodeText } from '../../src/sms/encoding';
import { readReceiverCsv } from '../../src/sms/receiverCsv';
import type { CsvAnswer, CsvJob } from './csv';
import { answerParent, peakMegabytes } from './processes.mjs';

answerParent(async ({ rows, way }: CsvJob): Promise<CsvAnswer> => {
	const bytes = fileOf(rows);
	const before = performance.now();
	const read =
		way === 'bare'
			? (parse(bytes.toString('utf8'), { delimiter: ';', columns: true }) as unknown[])
			: await readReceiverCsv(decodeText(bytes, 'File'), {
					parameter: 'File',
					item: 0,
					pause,
					limited: true,
				});
	const seconds = (performance.now() - before) / 1000;
	if (read.length !== rows) throw new Error(`${rows} rows were expected, ${read.length} were read`);
	return { seconds, peakMegabytes: peakMegabytes() };
});

function fileOf(rows: number): Buffer {
	const lines = Array.from(
		{ length: rows },
		(_, index) => `+336${String(index).padStart(8, '0')};"Zoé; ${index}";Forêt;2026-11-28;12,50`,
	);
	return Buffer.from(['number;name;city;date;amount', ...lines, ''].join('\r\n'));
}
