import { startChild } from './processes.mjs';

/** What reading a file of 100,000 recipients took, beside the parser alone. */
export interface CsvMeasure {
	rows: number;
	seconds: number;
	/** The same bytes through `csv-parse` alone, decoded from UTF-8. */
	bareSeconds: number;
	peakMegabytes: number;
}

export type CsvJob = { rows: number; way: 'node' | 'bare' };
export type CsvAnswer = { seconds: number; peakMegabytes: number };

const ROWS = 100_000;
const ROUNDS = 3;

/** The best of some rounds, each in a process of its own; of the memory the most. */
export async function measureCsv(): Promise<CsvMeasure> {
	const of = { node: [] as CsvAnswer[], bare: [] as CsvAnswer[] };
	for (let round = 0; round < ROUNDS; round++) {
		for (const way of ['node', 'bare'] as const) {
			const child = startChild('csvProcess.ts');
			try {
				of[way].push(await child.ask<CsvAnswer>({ rows: ROWS, way } satisfies CsvJob));
			} finally {
				await child.stop();
			}
		}
	}
	const best = (answers: CsvAnswer[]) => Math.min(...answers.map(({ seconds }) => seconds));
	return {
		rows: ROWS,
		seconds: best(of.node),
		bareSeconds: best(of.bare),
		peakMegabytes: Math.max(...of.node.map(({ peakMegabytes }) => peakMegabytes)),
	};
}
