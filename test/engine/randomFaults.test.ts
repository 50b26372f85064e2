import { type Fault, type Sandbox, startSandbox } from '../../sandbox';
import { mapConcurrently } from '../../src/ovh/concurrency';
import { credentialFor } from '../helpers/credentialFor';
import { Engine } from '../helpers/engine';
import { runFaster } from '../helpers/fasterTime';
import { placing, SEND_FAULTS, SILENCES } from '../helpers/sendFaults';
import { ACCOUNT, itemsTo, numbers, RETRY, sendWorkflow } from '../helpers/sending';
import { jsonOf } from '../helpers/stage';
import { seeded } from '../helpers/random';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

const SEEDS = 20;
const ITEMS = 200;
/** One in ten sends meets a fault. */
const FAULTS = ITEMS / 10;

/** Executions at a time: the clock is sixty times as fast, and a busy machine is a slow network. */
const AT_ONCE = 2;

const KINDS = [...SEND_FAULTS, ...SILENCES];
const isOfSend = ({ method }: Fault): boolean => method === 'POST';

/** One execution in a world of random faults; they stand at random places among the requests. */
async function execute(engine: Engine, seed: number) {
	const random = seeded(seed);
	const below = (limit: number): number => Math.floor(random() * limit);
	const faults = Array.from({ length: FAULTS }, () => KINDS[below(KINDS.length)]);
	// Each falls due among the requests that it is for: otherwise those of look-ups, of which there are
	// few, would wait for the first one and be one long outage.
	const due = (some: Fault[], among: number) =>
		placing(
			() => sandbox,
			some.map((fault) => ({ after: below(among), fault })),
		);
	const inSends = due(faults.filter(isOfSend), ITEMS);
	const inLooks = due(
		faults.filter((fault) => !isOfSend(fault)),
		FAULTS,
	);
	const sandbox: Sandbox = await startSandbox({
		log: (line) => (line.startsWith('POST') ? inSends() : inLooks()),
		visibleAfterMs: below(100_000),
		sendingDelayMs: below(10_000),
	});
	sandbox.state.addCredits(ACCOUNT, ITEMS);
	const receivers = numbers(ITEMS);
	const file = sendWorkflow(
		{ to: '={{ $json.to }}', message: '={{ $json.text }}', options: { timeout: 1 } },
		{ ...RETRY, onError: 'continueRegularOutput' },
	);
	const credential = credentialFor(sandbox, sandbox.keys);
	const run = await engine.run(file, credential, itemsTo(receivers));
	await sandbox.close();
	return { sandbox, receivers, output: jsonOf(run) };
}

test(`over ${SEEDS} seeds of faults of all kinds, with histories up to 100 s late, everybody has the SMS once, or is reported as not sent`, async () => {
	const engine = await Engine.start();
	const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1);
	const results = await mapConcurrently(
		seeds,
		AT_ONCE,
		async (seed) => await execute(engine, seed),
	);
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
				expect(said.error).toContain('Not known whether OVHcloud has it');
			}
		}
	}
	// One in ten met a fault, and most of those show within the minute that a try looks for them.
	expect(reached).toBeGreaterThan(SEEDS * ITEMS * 0.9);
}, 300_000);
