import fc from 'fast-check';

import {
	type Answered,
	type AnsweringServer,
	type Asked,
	startAnswering,
} from '../../helpers/answering';
import { listContext } from '../../helpers/contexts';
import { credentialFor } from '../../helpers/credentialFor';
import { Engine } from '../../helpers/engine';
import { byId } from '../../helpers/workflows';
import { listSearch } from '../../../nodes/OvhSms/pickers';
import { answersTo } from '../answers';
import { complaintsAbout, KEYS, SECRETS } from '../clear';
import { engineRuns } from '../settings';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof import('../noWaiting')>('../noWaiting').workflowWithoutWaiting(),
);

let engine: Engine;
let server: AnsweringServer;
let answer: (asked: Asked) => Answered;

beforeAll(async () => {
	engine = await Engine.start();
	server = await startAnswering((asked) => answer(asked));
});

afterAll(async () => {
	await server.close();
});

test.each(Object.keys(listSearch))(
	'%s shows entries or a clear error, whatever OVHcloud answers',
	async (method) => {
		const search = engine.nodeTypes.getByNameAndVersion('n8n-nodes-ovh-sms.ovhSms').methods
			?.listSearch?.[method];
		const credential = credentialFor(server, KEYS);
		const parameters = {
			resource: 'contact',
			operation: 'getAll',
			account: byId('sms-xx12345-1'),
			bookKey: byId('1'),
		};
		const context = listContext(engine, credential, parameters);
		await fc.assert(
			fc.asyncProperty(fc.constantFrom('', 'a', '+33'), fc.gen(), async (filter, generate) => {
				answer = (asked) => generate(answersTo, asked, SECRETS);
				const outcome: unknown = await search
					?.call(context, filter)
					.catch((error: unknown) => error);
				if (outcome instanceof Error) {
					// The editor shows the message of a list only, so what to do may stand there, after what happened.
					const { message } = outcome;
					const [, ...advice] = message.split('. ');
					const { description = advice.join('. ') } = outcome as { description?: string };
					expect(complaintsAbout(Object.assign(outcome, { description }))).toEqual([]);
					return;
				}
				const { results } = outcome as { results: unknown[] };
				for (const entry of results) {
					expect(entry).toEqual({
						name: expect.any(String) as string,
						value: expect.any(String) as string,
					});
				}
				expect(JSON.stringify(results)).not.toMatch(/\[object |undefined|function /);
			}),
			engineRuns(8),
		);
	},
	120_000,
);
