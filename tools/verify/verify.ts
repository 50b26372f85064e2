/* eslint-disable @n8n/community-nodes/require-node-api-error */
import { OvhError } from '../../src/ovh/errors';
import { readIds } from '../../src/ovh/objects';
import { MARK } from './anonymizer';
import { type Finding } from './assumptions';
import type { Check } from './check';
import { batchMade } from './checks/batches';
import { jobMade } from './checks/scheduled';
import type { Exchange } from './recorder';
import { type Made, pathOf, readObject, type Session, undo, wordsOf } from './session';
import { Skipped } from './skipped';

/** What came of one check. */
export interface Result {
	check: Check;
	findings: Finding[];
	/** Why it was not made. */
	skipped?: string;
	/** What ended it. */
	failed?: string;
	exchanges: Exchange[];
}

/** Makes the checks one by one, and takes away what is left of them. */
export async function verify(session: Session, checks: Check[]): Promise<Result[]> {
	const results: Result[] = [];
	try {
		for (const check of checks) results.push(await made(session, check));
		if (!session.own) return results;
		for (const [index, { check, skipped }] of results.entries()) {
			if (check.needsSms && skipped !== undefined) results[index] = await made(session, check);
		}
		return results;
	} finally {
		await cleanUp(session);
	}
}

async function made(session: Session, check: Check): Promise<Result> {
	session.person.tell(`\n— ${check.title}`);
	session.recorder.take();
	const result: Result = { check, findings: [], exchanges: [] };
	try {
		const findings = await check.run(session);
		result.findings = findings.map((one) => ({ ...one, seen: session.anonymizer.text(one.seen) }));
	} catch (error) {
		if (error instanceof Skipped) result.skipped = error.message;
		else if (error instanceof OvhError) result.failed = session.anonymizer.text(wordsOf(error));
		else throw error;
	}
	result.exchanges = session.recorder.take();
	session.person.tell(summaryOf(result));
	return result;
}

function summaryOf({ findings, skipped, failed }: Result): string {
	const end = skipped ? [`  skipped: ${skipped}`] : failed ? [`  failed: ${failed}`] : [];
	return [...findings.map(({ verdict, seen }) => `  ${verdict}: ${seen}`), ...end].join('\n');
}

/** Takes away what the checks have left, also what was made although its answer was lost. */
export async function cleanUp(session: Session): Promise<void> {
	for (const left of [...session.made]) await undo(session, left);
	if (!session.spending.isAnswerLost) return;
	const lost = await lostOnes(session).catch(() => []);
	for (const left of lost) {
		session.made.add(left);
		await undo(session, left);
	}
}

/** This program's messages and batches that wait at OVHcloud. */
async function lostOnes(session: Session): Promise<Made[]> {
	const path = pathOf(session);
	const ids = await readIds(session.client, { ids: 'GET /sms/{serviceName}/jobs' }, path);
	const jobs: Made[] = [];
	for (const id of ids) {
		const route = 'GET /sms/{serviceName}/jobs/{id}' as const;
		const { message } = await readObject(session, { route, path: { ...path, id } });
		if (String(message).startsWith(MARK)) jobs.push(jobMade(session, Number(id)));
	}
	const route = 'GET /sms/{serviceName}/batches' as const;
	const batches = await session.client.read({ route, path });
	const own = batches.filter(({ name, status }) => name === MARK && status !== 'CANCELED');
	return [...jobs, ...own.map(({ id }) => batchMade(session, id))];
}
