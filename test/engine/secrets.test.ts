import type { Fault } from '../../sandbox';
import { everythingIn } from '../helpers/secrets';
import { sendWorkflow } from '../helpers/sending';
import { setStage } from '../helpers/stage';

const stage = setStage();

/** Keys that no token has, long enough to be found wherever they would be kept. */
const unknown = (length: number): string => 'Unknown'.padEnd(length, '9');

const OTHER_KEYS = {
	applicationKey: unknown(16),
	applicationSecret: unknown(32),
	consumerKey: unknown(31),
};

const send = sendWorkflow({ options: { preventDuplicates: false } });

async function expectNoSecret(keys = stage.sandbox.keys, fails = true): Promise<void> {
	const run = await stage.run(send, undefined, keys);
	expect(run.data.resultData.error !== undefined).toBe(fails);
	const kept = everythingIn(run.data.resultData);
	for (const secret of Object.values(keys)) expect(kept).not.toContain(secret);
	expect(kept).not.toMatch(/\$1\$[0-9a-f]{40}/);
	expect(kept.toLowerCase()).not.toContain('x-ovh-signature');
}

test.each<[string, Fault]>([
	['a refusal', { kind: 'status', status: 403, message: 'This call has not been granted' }],
	['an internal error', { kind: 'status', status: 500 }],
	['a page of a proxy', { kind: 'status', status: 502, html: true }],
	['a reset connection', { kind: 'resetBefore' }],
	['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/' }],
	['a broken answer', { kind: 'brokenJson' }],
])('nothing secret is kept of %s', async (_, fault) => {
	stage.sandbox.faults.add(fault);
	await expectNoSecret();
});

test.each(['applicationKey', 'applicationSecret', 'consumerKey'] as const)(
	'nothing secret is kept of a wrong %s',
	async (field) => {
		await expectNoSecret({ ...stage.sandbox.keys, [field]: OTHER_KEYS[field] });
	},
);

test('a secret that a server echoes is covered', async () => {
	const { consumerKey } = stage.sandbox.keys;
	stage.sandbox.faults.add({
		kind: 'status',
		status: 400,
		message: `No such thing for ${consumerKey}`,
	});
	await expectNoSecret();
});

test('nothing secret is in the output of a success', async () => {
	await expectNoSecret(stage.sandbox.keys, false);
});
