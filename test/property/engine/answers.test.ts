import fc from 'fast-check';
import type { IDataObject, INode, IRun } from 'n8n-workflow';

import { resources } from '../../../nodes/OvhSms/resources';
import {
	type Answered,
	type AnsweringServer,
	type Asked,
	startAnswering,
} from '../../helpers/answering';
import { credentialFor } from '../../helpers/credentialFor';
import { Engine, outputOf } from '../../helpers/engine';
import { single } from '../../helpers/workflows';
import { answersTo } from '../answers';
import { complaintsAbout, KEYS, leaksIn, SECRETS } from '../clear';
import { waiting } from '../noWaiting';
import { parametersOf } from '../parameters';
import { engineRuns } from '../settings';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof import('../noWaiting')>('../noWaiting').workflowWithoutWaiting(),
);

interface Exchange {
	asked: Asked;
	answered: Answered;
}

let engine: Engine;
let server: AnsweringServer;
let exchanges: Exchange[] = [];
let answer: (asked: Asked) => Answered;

beforeAll(async () => {
	engine = await Engine.start();
	server = await startAnswering((asked) => {
		const answered = answer(asked);
		if (asked.headers['accept-encoding'] === 'identity')
			delete answered.headers['Content-Encoding'];
		exchanges.push({ asked, answered });
		return answered;
	});
});

afterAll(async () => {
	await server.close();
});

const EACH = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => [value, operation.value, operation] as const),
);

/** Operations with logic of their own meet more answers. */
const OFTEN: Record<string, number> = { send: 60, estimate: 20, lookUp: 30 };

/** What is wrong with the errors and items of a run. */
function complaints(run: IRun): string[] {
	const { error } = run.data.resultData;
	const output = outputOf(run, 'OVHcloud SMS');
	const errors = [error, ...output.map((item) => item.error)].filter(
		(failed) => failed !== undefined,
	);
	const noObjects = output.filter(
		({ json }) => Object.prototype.toString.call(json) !== '[object Object]',
	);
	return [
		...errors.flatMap(complaintsAbout),
		...noObjects.map(({ json }) => `no object: ${JSON.stringify(json).slice(0, 200)}`),
		...leaksIn(run.data.resultData),
	];
}

/** Whether an answer says that nothing was done, so that the same may be asked again. */
function isCertainRefusal({ status, body }: Answered): boolean {
	return (
		status === 429 || (status >= 400 && status < 404 && /QUERY_TIME_OUT|out of time/i.test(body))
	);
}

/** Whether an answer can be read, and says whether something was done. */
function isClear({ status, body, headers, cut }: Answered): boolean {
	if (cut || 'Content-Encoding' in headers || status >= 500 || status === 408) return false;
	return status >= 300 || isJson(body);
}

function isJson(text: string): boolean {
	try {
		return text.trim() === '' || JSON.parse(text) !== undefined;
	} catch {
		return false;
	}
}

/** Whether these reads showed whole lists, and so may have shown that a message is not there. */
function looked(reads: Exchange[]): boolean {
	return ['/outgoing?', '/jobs'].every((list) =>
		reads.some(
			({ asked, answered }) =>
				asked.method === 'GET' &&
				(asked.url.includes(list) || asked.url.endsWith(list)) &&
				answered.status < 300 &&
				answered.body.startsWith('['),
		),
	);
}

/**
 * What changes something is asked for once, unless it was refused or looked for in vain; an update,
 * which is no other the second time, once more where its answer was lost.
 */
function expectNothingTwice(): void {
	const last = new Map<string, number>();
	exchanges.forEach(({ asked }, index) => {
		if (asked.method === 'GET') return;
		const receivers = (asked.body.startsWith('{') ? JSON.parse(asked.body) : {}) as IDataObject;
		const what = receivers.message ? JSON.stringify(receivers.receivers) : asked.body;
		const key = [asked.method, asked.url, what].join(' ');
		const before = last.get(key);
		last.set(key, index);
		if (before === undefined || isCertainRefusal(exchanges[before].answered)) return;
		const wasLooked = /\/jobs$/.test(asked.url) && looked(exchanges.slice(before + 1, index));
		const wasLost = asked.method === 'PUT' && !isClear(exchanges[before].answered);
		expect({ key, allowed: wasLooked || wasLost }).toEqual({ key, allowed: true });
	});
}

test.each(EACH)(
	'%s → %s gives items or a clear error, whatever OVHcloud answers',
	async (resource, name, operation) => {
		await fc.assert(
			fc.asyncProperty(
				parametersOf(operation),
				fc.constantFrom(undefined, 'continueRegularOutput' as const),
				fc.gen(),
				async (parameters, onError, generate) => {
					exchanges = [];
					waiting.milliseconds = 0;
					answer = (asked) => generate(answersTo, asked, SECRETS);
					const file = single({ resource, operation: name, ...parameters } as INode['parameters'], {
						onError,
					});
					const items = name === 'send' ? ['+33612345678', '+33612345679'] : ['+33612345678'];
					const credential = credentialFor(server, KEYS);
					const run = await engine.run(
						file,
						credential,
						items.map((to) => ({ json: { to } })),
					);
					expect(complaints(run)).toEqual([]);
					expectNothingTwice();
					expect(exchanges.length).toBeLessThan(500);
					// Five tries of some requests, each after the longest pause, and the waits that were asked for.
					expect(waiting.milliseconds).toBeLessThan(7_200_000);
				},
			),
			engineRuns(OFTEN[name] ?? 8),
		);
	},
	120_000,
);
