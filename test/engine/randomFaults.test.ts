import type { Fault } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { Engine } from '../helpers/engine';
import { ACCOUNT, itemsTo, numbers, RETRY, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { jsonOf } from '../helpers/stage';

const SEEDS = 20;
const ITEMS = 200;
/** One in ten sends meets a fault. */
const FAULTS = ITEMS / 10;

const onSend = { method: 'POST', path: SEND_PATH };
const KINDS: Fault[] = [
	{ ...onSend, kind: 'status', status: 500 },
	{ ...onSend, kind: 'status', status: 503, html: true, when: 'after' },
	{ ...onSend, kind: 'status', status: 502, html: true, when: 'after' },
	{ ...onSend, kind: 'resetBefore' },
	{ ...onSend, kind: 'resetAfter' },
	{ ...onSend, kind: 'brokenJson' },
	{ ...onSend, kind: 'silence', when: 'after' },
	{ ...onSend, kind: 'silence' },
	{ ...onSend, kind: 'status', status: 429, retryAfter: 0, times: 3 },
	{ kind: 'resetBefore', path: '/sms/*/outgoing' },
	{ kind: 'status', status: 500, path: '/sms/*/outgoing', times: 2 },
	{
		kind: 'status',
		status: 403,
		message: 'This call has not been granted',
		path: '/sms/*/outgoing',
	},
];

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** One execution in a world of random faults; they stand at random places among the requests. */
async function execute(engine: Engine, seed: number) {
	const random = randomFrom(seed);
	const gaps = Array.from({ length: FAULTS }, () => Math.floor(random() * ITEMS)).sort(
		(a, b) => a - b,
	);
	let seen = 0;
	const sandbox = await startSandbox({
		log: () => {
			seen++;
			while (gaps.length && gaps[0] <= seen) {
				gaps.shift();
				sandbox.faults.add(KINDS[Math.floor(random() * KINDS.length)]);
			}
		},
	});
	sandbox.state.addCredits(ACCOUNT, ITEMS);
	const receivers = numbers(ITEMS);
	const file = sendWorkflow(
		{ to: '={{ $json.to }}', message: '={{ $json.text }}', options: { timeout: 1 } },
		{ ...RETRY, onError: 'continueRegularOutput' },
	);
	const credential = { endpoint: 'custom', baseUrl: sandbox.baseUrl, ...sandbox.keys };
	const run = await engine.run(file, credential, itemsTo(receivers));
	await sandbox.close();
	return { sandbox, receivers, output: jsonOf(run) };
}

test(`over ${SEEDS} seeds of faults of all kinds, everybody has the SMS once, or is reported as not sent`, async () => {
	const engine = await Engine.start();
	const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1);
	const results = await Promise.all(seeds.map(async (seed) => await execute(engine, seed)));
	let reached = 0;
	for (const { sandbox, receivers, output } of results) {
		expect(output).toHaveLength(ITEMS);
		for (const [index, receiver] of receivers.entries()) {
			const sent = sandbox.sentTo(receiver);
			const said = output[index];
			expect(sent.length).toBeLessThanOrEqual(1);
			if (said.error === undefined) {
				expect(said.ids).toEqual(sent.map(({ id }) => id));
				expect(sent).toHaveLength(1);
				reached++;
			} else if (sent.length === 1) {
				// Sent, and nobody could know: then that is what it says.
				expect(said.error).toContain('Not known whether OVHcloud carried this out');
			}
		}
	}
	expect(reached).toBeGreaterThan(SEEDS * ITEMS * 0.95);
}, 300_000);
