import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../src/operations/operation';
import { OvhError } from '../../../src/ovh/errors';
import { InputError } from '../../../src/sms/inputError';
import { PartlySent, type RecipientResult } from '../../../src/sending/report';
import { FakeAccount, LOCAL_NOW, LOST, type Step } from './fakeAccount';
import { FakeExecution, type Wish } from './fakeRun';
import { ANNA, BEN } from './sendRequests';

/** Seconds after which OVHcloud's history shows a message. */
const LAGS = [0, 3, 9, 25, 60, 100];

/** What becomes of a request whose messages show after so many milliseconds. */
type Fault = (lag: number) => Step;

const reset = { kind: 'connection', effect: 'unknown', reason: 'ECONNRESET' } as const;
const badGateway = { kind: 'server', effect: 'unknown', status: 502 } as const;
const both = (lag: number) => [lag, lag];

const FAULTS: Array<[string, Fault]> = [
	['lost before', () => ({ fails: reset, takes: 0 })],
	['lost after', (lag) => ({ fails: reset, showsAfter: both(lag) })],
	['502 after', (lag) => ({ fails: badGateway, showsAfter: both(lag) })],
	['timeout after', (lag) => ({ fails: LOST, lasts: 30_000, showsAfter: both(lag) })],
	['broken report', (lag) => ({ answers: { ids: [1] }, showsAfter: both(lag) })],
	['half shown late', (lag) => ({ fails: reset, showsAfter: [0, lag] })],
	['accepted in part', (lag) => ({ fails: reset, takes: 1, showsAfter: both(lag) })],
	['in the queue first', (lag) => ({ fails: reset, queuesFor: 8000, showsAfter: both(lag) })],
];

const TAGS: Array<[string, IDataObject]> = [
	['derived tag', {}],
	["user's tag", { tag: 'promo' }],
	['once key', { onceKey: 'order-42' }],
];

/** How often, and after how many seconds, a failed run is tried again. */
const RETRIES: Array<[string, number[]]> = [
	['no other try', []],
	['Retry On Fail', [5, 5, 5, 5]],
	['a retry after 3 minutes', [180]],
];

const LAYOUTS: Array<[string, (options: IDataObject) => Wish[]]> = [
	['one item', (options) => [{ to: [ANNA, BEN], options }]],
	['an item each', (options) => [ANNA, BEN].map((to) => ({ to: [to], options }))],
	['own texts', (options) => [ANNA, BEN].map((to) => ({ to: [to], message: to, options }))],
];

const TIMES: Array<[string, number]> = [
	['once', 1],
	['each time', 100],
];

const MODES: Array<[string, boolean]> = [
	['continue', false],
	['stop', true],
];

/** Everything that may differ beside the fault. */
const CASES = TAGS.flatMap(([tag, options]) =>
	RETRIES.flatMap(([retry, pauses]) =>
		LAYOUTS.flatMap(([layout, wishesWith]) =>
			TIMES.flatMap(([often, times]) =>
				MODES.map(
					([mode, stops]) =>
						[
							[tag, retry, layout, often, mode].join(', '),
							{ options, pauses, wishesWith, times, stops },
						] as const,
				),
			),
		),
	),
);

/** What a run said of a person. */
type Said = 'accepted' | 'refused' | 'not sent' | 'unknown';

beforeEach(() => {
	jest.useFakeTimers({ now: LOCAL_NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

/** What an item's outcome says of one of its recipients. */
function saidOf(outcome: Outcome, receiver: string): Said {
	const statusIn = (recipients: RecipientResult[]) =>
		recipients.find((recipient) => recipient.receiver === receiver)?.status;
	if (!('error' in outcome)) {
		const [report] = outcome.json;
		// Left undone, since the run has stopped at another item.
		if (report === undefined) return 'not sent';
		const status = statusIn(report.recipients as unknown as RecipientResult[]);
		if (status === 'accepted' || status === 'alreadySent') return 'accepted';
		return status === 'unknown' ? 'unknown' : 'refused';
	}
	const { error } = outcome;
	if (error instanceof PartlySent && statusIn(error.accepted)) return 'accepted';
	const failure = error instanceof PartlySent ? error.failure : error;
	if (failure instanceof InputError && failure.message.includes('refused')) return 'refused';
	return failure instanceof OvhError && failure.facts.effect === 'unknown' ? 'unknown' : 'not sent';
}

/** What went wrong for somebody, over all tries of an execution. */
async function wrongs(
	script: Step[],
	wishes: Wish[],
	{ pauses, stops }: { pauses: number[]; stops: boolean },
): Promise<string[]> {
	const account = new FakeAccount(script);
	const execution = new FakeExecution(account, wishes, stops);
	const wrong = new Set<string>();
	const got = (receiver: string) =>
		account.messages.filter((message) => message.receiver === receiver).length;
	const judge = (outcomes: Outcome[]) => {
		for (const [index, { to }] of wishes.entries()) {
			for (const receiver of to) {
				const said = saidOf(outcomes[index], receiver);
				if (got(receiver) > 1) wrong.add('double');
				// No report has refused anybody here.
				if (said === 'refused') wrong.add('false "refused"');
				if (got(receiver) > 0 && said === 'not sent') wrong.add('false "not sent"');
				if (got(receiver) === 0 && said === 'accepted') wrong.add('false "accepted"');
			}
		}
		return outcomes.some((outcome) => 'error' in outcome);
	};
	let fails = judge(await execution.attempt());
	for (const pause of pauses) {
		if (!fails) break;
		jest.setSystemTime(Date.now() + pause * 1000);
		fails = judge(await execution.attempt());
	}
	// A fault that passes is mended by any other try that is not too early.
	if (fails && pauses.length > 0 && script.length === 0) wrong.add('never mended');
	return [...wrong];
}

test.each(FAULTS.flatMap(([name, fault]) => LAGS.map((lag) => [name, lag, fault] as const)))(
	'%s, history %d s late: no double and no false report',
	async (_, lag, fault) => {
		const failing: string[] = [];
		for (const [where, { options, wishesWith, times, ...run }] of CASES) {
			jest.setSystemTime(LOCAL_NOW);
			const script = Array.from({ length: times }, () => fault(lag * 1000));
			const wrong = await wrongs(script, wishesWith(options), run);
			failing.push(...wrong.map((what) => `${what}: ${where}`));
		}
		expect(failing).toEqual([]);
	},
);
