import { Command } from 'commander';
import { consola } from 'consola';

import { measureCases } from './cases';
import { measureCsv } from './csv';
import { writeProjectFile } from './files.mjs';
import { ANSWER_TIME_MS } from './measure';
import { measureNumbers } from './numbers';
import { measureOnceWindow } from './onceKey';
import { setExitCode, startChild } from './processes.mjs';
import { atOnceRemark, onceRemark, type Report } from './report';
import { groupsOf } from './rows';
import { textTable } from './table';
import { csvTargets, numbersTarget, targetsOf } from './targets';

const RESULTS = 'tools/bench/results.json';

const program = new Command('bench')
	.description(
		`Compares this node with n8n's HTTP Request node and with a bare loop, against a sandbox that takes ${ANSWER_TIME_MS} ms for each answer`,
	)
	.option('--write', 'keep the results for docs/speed.md and its picture')
	.action(bench);

async function bench({ write }: { write?: boolean }): Promise<void> {
	const sandbox = startChild('sandboxProcess.ts');
	try {
		const results = await measureCases(sandbox, (step) => consola.start(step));
		consola.start('two executions with the same once key');
		const once = await measureOnceWindow(sandbox, ANSWER_TIME_MS);
		consola.start('reading 100,000 numbers');
		const numbers = measureNumbers();
		consola.start('a file of 100,000 recipients');
		const csv = await measureCsv();
		const targets = [...targetsOf(results), numbersTarget(numbers), ...csvTargets(csv)];
		const groups = groupsOf(results);

		consola.log(`\n${textTable(groups)}\n\n≈ calculated from (a), not measured\n`);
		for (const { text, found, met } of targets) {
			consola.log(`${met ? 'met   ' : 'MISSED'}  ${text}: ${found}`);
		}
		consola.log(`\n${atOnceRemark(results)}\n${onceRemark(once)}\n`);
		if (write) {
			const report: Report = { results, once };
			writeProjectFile(RESULTS, `${JSON.stringify(report, null, '\t')}\n`);
			consola.success(
				`Wrote ${RESULTS}. npm run generate puts it into docs/speed.md and its picture.`,
			);
		}
		setExitCode(targets.every(({ met }) => met) ? 0 : 1);
	} finally {
		await sandbox.stop();
	}
}

program.parseAsync().catch((error: unknown) => program.error(String(error)));
