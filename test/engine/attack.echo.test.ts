import { everythingIn } from '../helpers/secrets';
import { ACCOUNT, sendWorkflow } from '../helpers/sending';
import { setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

/**
 * A proxy, a debugging answer or a log that the API quotes may hold what a request carried. Whatever
 * the status, the form and the field: none of it is in what an execution keeps.
 */
const stage = setStage();
const getAccount = single({ resource: 'account', operation: 'get', account: byId(ACCOUNT) });
const SIGNATURE = `$1$${'0a1b2c3d4e'.repeat(4)}`;

const base64 = (text: string, encoding: BufferEncoding = 'base64') =>
	Buffer.from(text).toString(encoding);

const FORMS: Array<[name: string, write: (secret: string) => string]> = [
	['as it is', (secret) => secret],
	['in upper case', (secret) => secret.toUpperCase()],
	['in lower case', (secret) => secret.toLowerCase()],
	['in base64', (secret) => base64(secret)],
	['in base64 one byte on', (secret) => base64(`:${secret}:`)],
	['in base64 two bytes on', (secret) => base64(`::${secret}`)],
	['in base64 among other headers', (secret) => base64(`X-Ovh-Consumer: ${secret}\r\nHost: a`)],
	['in base64url', (secret) => base64(`\u00ff\u00fe${secret}`, 'base64url')],
	['in base64 of upper case', (secret) => base64(secret.toUpperCase())],
];

describe.each(FORMS)('a secret that is quoted %s', (_, write) => {
	const secrets = () => [...Object.values(stage.sandbox.keys), SIGNATURE];
	const quoted = () => secrets().map(write).join(' ');

	const expectNone = (kept: string) => {
		for (const secret of secrets()) {
			expect(kept.toLowerCase()).not.toContain(secret.toLowerCase());
			expect(kept).not.toContain(write(secret));
		}
		expect(kept).toContain('*****');
	};

	test.each([400, 403, 404, 500])('is in no error of a %i', async (status) => {
		const message = `Seen: ${quoted()}`;
		stage.sandbox.faults.add({ kind: 'status', status, message, times: Infinity });
		const run = await stage.run(sendWorkflow({ options: { preventDuplicates: false } }));
		expect(run.data.resultData.error).toBeDefined();
		expectNone(everythingIn(run.data.resultData));
	});

	test('is in no output of a success', async () => {
		stage.sandbox.state.accounts.get(ACCOUNT)!.details.description = `Seen: ${quoted()}`;
		const run = await stage.run(getAccount);
		expect(run.data.resultData.error).toBeUndefined();
		expectNone(everythingIn(run.data.resultData));
	});
});
