import type { SmsOutgoing, SmsSmsSendingReport } from '../../../src/ovh/model.generated';
import { readNumericIds } from '../../../src/ovh/objects';
import { readPage } from '../../../src/ovh/pages';
import { MARK } from '../anonymizer';
import { compared, type Finding, measured, open, quirk } from '../assumptions';
import type { Check } from '../check';
import { isNotFound, nameOf, originOf, pathOf, type Session, waitFor } from '../session';
import { OUTGOING } from './pages';

/** Longer than any limit that somebody has named (20), and than a UUID. */
const TAG_LENGTH = 40;

const PATIENCE = 5 * 60_000;

export const firstSms: Check = {
	title: 'One SMS, and how it shows',
	how: `POST /jobs with a tag of ${TAG_LENGTH} characters; then /jobs and /outgoing every two seconds`,
	about: [
		'How many characters of a tag are kept',
		'How late /outgoing shows a message',
		'How long a message stays in /jobs first',
	],
	quirks: ['tagLength', 'creditsAsText', 'receiverSpelling', 'pages'],
	run: async (session) => {
		const from = await originOf(session);
		const tag = `${MARK}-${Math.random().toString(36).slice(2)}`.padEnd(TAG_LENGTH, 'x');
		// What a cache may hold from now on.
		await readPage(session.client, OUTGOING, pathOf(session), undefined, 1, 20);
		const report = await session.spending.order({
			purpose: `An SMS to your phone from ${nameOf(from)}, to see what OVHcloud reports and when it shows.`,
			cost: session.price,
			send: async () =>
				await session.client.call({
					route: 'POST /sms/{serviceName}/jobs',
					path: pathOf(session),
					body: {
						...from,
						message: `${MARK}: a test of n8n-nodes-ovh-sms, may be deleted`,
						receivers: [session.phone],
						noStopClause: true,
						tag,
					},
				}),
			taken: ({ totalCreditsRemoved }: SmsSmsSendingReport) => totalCreditsRemoved,
		});
		const [id] = report.ids ?? [];
		const findings = reportFindings(session, report, tag);
		if (id === undefined) return [...findings, open('when it shows', 'the report has no ID')];
		return [...findings, ...(await showing(session, id, tag))];
	},
};

function reportFindings(
	{ phone }: Session,
	{ totalCreditsRemoved, validReceivers, tag: kept }: SmsSmsSendingReport,
	tag: string,
): Finding[] {
	const isText = typeof (totalCreditsRemoved as unknown) === 'string';
	const receiver = validReceivers?.[0] ?? '';
	const spelling = receiver.slice(0, Math.max(0, receiver.length - phone.length + 1));
	const isKnown = spelling === '+' || spelling === '00' || spelling === '';
	return [
		quirk('creditsAsText', isText, `totalCreditsRemoved is ${isText ? 'a text' : 'a number'}`),
		isKnown && receiver.endsWith(phone.slice(1))
			? quirk('receiverSpelling', spelling, `validReceivers begin with "${spelling}"`)
			: open('quirks.receiverSpelling', 'validReceivers are spelled in no way that is known'),
		tagFinding(kept, tag, 'the report has'),
	];
}

function tagFinding(kept: unknown, tag: string, where: string): Finding {
	if (kept === tag) return quirk('tagLength', Infinity, `${where} all ${tag.length} characters`);
	if (typeof kept === 'string' && kept !== '' && tag.startsWith(kept)) {
		return quirk('tagLength', kept.length, `${where} ${kept.length} of ${tag.length} characters`);
	}
	return open('quirks.tagLength', `${where} another tag`);
}

async function showing(session: Session, id: number, tag: string): Promise<Finding[]> {
	const start = session.now();
	const seconds = (): number => Math.round((session.now() - start) / 1000);
	let firstInJobs: number | undefined;
	let lastInJobs: number | undefined;
	const sms = await waitFor(session, PATIENCE, async () => {
		const jobs = await readNumericIds(
			session.client,
			{ ids: 'GET /sms/{serviceName}/jobs' },
			pathOf(session),
		);
		if (jobs.includes(id)) {
			firstInJobs ??= seconds();
			lastInJobs = seconds();
		}
		return await sentSms(session, id);
	});
	const inJobs = measured(
		firstInJobs === undefined
			? 'It was never seen in /jobs'
			: `It was in /jobs from second ${firstInJobs} to second ${lastInJobs}`,
	);
	if (!sms) {
		const seen = `it is not in /outgoing after ${PATIENCE / 60_000} minutes`;
		return [inJobs, open('quirks.lateByMs', seen)];
	}
	session.own = sms;
	const gap = seconds() - (lastInJobs ?? 0);
	const page = await readPage(session.client, OUTGOING, pathOf(session), undefined, 1, 20);
	const isFresh = page?.objects.some((object) => object.id === id);
	return [
		inJobs,
		measured(`It was in /outgoing after ${seconds()} seconds`),
		compared('SandboxOptions.visibleAfterMs', {
			assumed: 'no time between /jobs and /outgoing',
			isSo: gap <= 4,
			seen: `${gap} seconds from the last sight in /jobs (or the report) to the first in /outgoing`,
		}),
		tagFinding(sms.tag, tag, 'in /outgoing it has'),
		...(page && !page.ids
			? [
					quirk(
						'pages',
						isFresh ? 'fresh' : 'stale',
						isFresh ? 'a page with Pragma: no-cache has it at once' : 'a page does not have it yet',
					),
				]
			: []),
	];
}

/** The SMS as the history has it. */
export async function sentSms(session: Session, id: number): Promise<SmsOutgoing | undefined> {
	return await session.client
		.read({ route: 'GET /sms/{serviceName}/outgoing/{id}', path: { ...pathOf(session), id } })
		.catch((error: unknown) => {
			if (isNotFound(error)) return undefined;
			throw error;
		});
}
