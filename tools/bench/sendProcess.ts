/** Sends a case's items in one way, in a process of its own, and measures time and memory. */
import { credentialFor } from '../../test/helpers/credentialFor';
import { Engine, outputOf, type WorkflowFile } from '../../test/helpers/engine';
import { bareLoop } from './bareLoop';
import { itemsOf } from './items';
import { answerParent, peakMegabytes } from './processes.mjs';
import { CONCURRENT_REQUESTS } from './measure';
import type { Sent, SendJob } from './questions';
import { readingWorkflow } from './reading';
import { LAST, withHttpRequest, withLoop, withNode } from './workflows';

let engine: Promise<Engine> | undefined;

answerParent(async (job: SendJob): Promise<Sent> => {
	const work = job.way === 'bare' ? bareLoop : onEngine;
	const before = performance.now();
	await work(job);
	return { seconds: (performance.now() - before) / 1000, peakMegabytes: peakMegabytes() };
});

async function onEngine(job: SendJob): Promise<void> {
	engine ??= Engine.start();
	const credential = credentialFor(job.place, job.place.keys);
	const run = await (
		await engine
	).run(workflowOf(job), credential, job.reads ? undefined : itemsOf(job));
	const { error } = run.data.resultData;
	if (error) throw error;
	const items = outputOf(run, LAST).length;
	if (items !== job.items) throw new Error(`${job.items} items were expected, ${items} came out`);
}

function workflowOf(job: SendJob): WorkflowFile {
	const { way, concurrentRequests } = job;
	if (job.reads) return readingWorkflow(job);
	if (way === 'atOnce') return withHttpRequest(job);
	if (way === 'oneByOne') return withLoop(job);
	// As it comes, unless another number is wanted.
	return withNode(job, concurrentRequests === CONCURRENT_REQUESTS ? {} : { concurrentRequests });
}
