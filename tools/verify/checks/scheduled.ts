/* eslint-disable @n8n/community-nodes/require-node-api-error */
import type { Quirks } from '../../../sandbox';
import type { SmsJob, SmsSmsSendingReport } from '../../../src/ovh/model.generated';
import { OvhError } from '../../../src/ovh/errors';
import { MARK } from '../anonymizer';
import { type Finding, measured, open, quirk } from '../assumptions';
import type { Check } from '../check';
import {
	isNotFound,
	making,
	nameOf,
	type Origin,
	originOf,
	pathOf,
	type Session,
	waitFor,
	wordsOf,
} from '../session';
import { sentSms } from './sending';

const YEAR = 365 * 24 * 60;

/** Minutes that are tried, until one is accepted. */
const PROBES = [YEAR, YEAR / 12, 48 * 60];

/** Minutes for an SMS that is cancelled before it goes. */
const LATER = 24 * 60;

export const limits: Check = {
	title: 'How long an SMS may wait, and be valid',
	how: `POST /jobs with differedPeriod and validityPeriod of ${PROBES.join(', ')} minutes until one is accepted; each is cancelled at once`,
	about: ['Numeric limits of differedPeriod, validityPeriod and receivers'],
	quirks: ['mostMinutes', 'jobLineEnd'],
	run: async (session) => {
		const from = await originOf(session);
		return [
			...(await limitOf(session, from, 'differedPeriod')),
			...(await limitOf(session, from, 'validityPeriod')),
			open('quirks.mostReceivers', 'would take an SMS to each of very many numbers'),
		];
	},
};

type Period = 'differedPeriod' | 'validityPeriod';

async function limitOf(session: Session, from: Origin, name: Period): Promise<Finding[]> {
	const findings: Finding[] = [];
	for (const minutes of PROBES) {
		const waits = name === 'differedPeriod' ? minutes : LATER;
		const order = { ...from, differedPeriod: waits, [name]: minutes };
		const what = `SMS with ${name} ${minutes} (${Math.round(minutes / 1440)} days)`;
		const purpose = `A scheduled ${what} to your phone from ${nameOf(from)}; it is cancelled at once, and should not reach you.`;
		try {
			const inJobs = await scheduled(session, order, purpose);
			const most = minutes === YEAR ? Infinity : minutes;
			const limit = quirk('mostMinutes', most, `${name} ${minutes} is accepted`);
			return [...findings, limit, ...(name === 'differedPeriod' ? inJobs : [])];
		} catch (error) {
			if (!(error instanceof OvhError) || error.facts.effect !== 'none') throw error;
			findings.push(measured(`${name} ${minutes}: ${wordsOf(error)}`));
		}
	}
	return [...findings, open('quirks.mostMinutes', `no ${name} that was tried is accepted`)];
}

/** Orders an SMS for later, looks at it, and cancels it. */
async function scheduled(session: Session, order: object, purpose: string): Promise<Finding[]> {
	const report = await session.spending.order({
		purpose,
		cost: session.price,
		send: async () =>
			await session.client.call({
				route: 'POST /sms/{serviceName}/jobs',
				path: pathOf(session),
				body: {
					...order,
					message: `${MARK}: a test,\nmay be deleted`,
					receivers: [session.phone],
					noStopClause: true,
				},
			}),
		taken: ({ totalCreditsRemoved }: SmsSmsSendingReport) => totalCreditsRemoved,
	});
	const [id] = report.ids ?? [];
	if (id === undefined) return [open('quirks.jobLineEnd', 'the report has no ID')];
	const before = await creditsOf(session);
	const findings = await making(session, jobMade(session, id), async () => {
		const job = await waitFor(session, 60_000, async () => await pendingJob(session, id));
		return job ? [lineEnd(job)] : [open('quirks.jobLineEnd', 'it did not show in /jobs')];
	});
	const back = Math.round(((await creditsOf(session)) - before) * 100) / 100;
	return [...findings, measured(`Cancelled, ${back} credits came back`)];
}

export function jobMade(session: Session, id: number) {
	return {
		what: `the scheduled SMS ${id}`,
		undo: async () =>
			await session.client.call({
				route: 'DELETE /sms/{serviceName}/jobs/{id}',
				path: { ...pathOf(session), id },
				idempotent: true,
			}),
	};
}

function lineEnd({ message }: SmsJob): Finding {
	const end: Quirks['jobLineEnd'] = message.includes('\r\n') ? '\r\n' : '\n';
	return quirk('jobLineEnd', end, `lines of a waiting text end with ${JSON.stringify(end)}`);
}

async function pendingJob(session: Session, id: number): Promise<SmsJob | undefined> {
	return await session.client
		.read({ route: 'GET /sms/{serviceName}/jobs/{id}', path: { ...pathOf(session), id } })
		.catch((error: unknown) => {
			if (isNotFound(error)) return undefined;
			throw error;
		});
}

async function creditsOf(session: Session): Promise<number> {
	const path = pathOf(session);
	return Number((await session.client.read({ route: 'GET /sms/{serviceName}', path })).creditsLeft);
}

export const marketing: Check = {
	title: 'Whether a marketing SMS waits',
	how: 'POST /jobs with the STOP clause; then whether it goes within a minute',
	about: ['Exact marketing hours and the postponing today'],
	quirks: ['marketingWaits'],
	run: async (session) => {
		const from = await originOf(session);
		const hour = new Intl.DateTimeFormat('en-GB', {
			weekday: 'long',
			hour: '2-digit',
			minute: '2-digit',
			timeZone: 'Europe/Paris',
		}).format(session.now());
		const report = await session.spending.order({
			purpose: `A marketing SMS (with STOP) to your phone from ${nameOf(from)}, to see whether it waits on ${hour} in France. If it waits, it is cancelled.`,
			cost: session.price,
			send: async () =>
				await session.client.call({
					route: 'POST /sms/{serviceName}/jobs',
					path: pathOf(session),
					body: {
						...from,
						message: `${MARK}: a test`,
						receivers: [session.phone],
						noStopClause: false,
					},
				}),
			taken: ({ totalCreditsRemoved }: SmsSmsSendingReport) => totalCreditsRemoved,
		});
		const [id] = report.ids ?? [];
		if (id === undefined) return [open('quirks.marketingWaits', 'the report has no ID')];
		const sent = await waitFor(session, 60_000, async () => await sentSms(session, id));
		if (sent) return [quirk('marketingWaits', 0, `on ${hour} in France it went within a minute`)];
		const job = await pendingJob(session, id);
		if (!job) return [open('quirks.marketingWaits', 'after a minute it is in no list')];
		const minutes = job.differedDelivery;
		return await making(session, jobMade(session, id), async () => [
			quirk(
				'marketingWaits',
				minutes,
				`on ${hour} in France it waits: differedDelivery ${minutes}, sentAt ${String(job.sentAt)}`,
			),
		]);
	},
};
