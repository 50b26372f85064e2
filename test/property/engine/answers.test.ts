import fc from 'fast-check';
import type { IDataObject, INode, IRun } from 'n8n-workflow';

import { resources } from '../../../nodes/OvhSms/resources';
import {
	type Answered,
	type AnsweringServer,
	type Asked,
	startAnswering,
} from '../../helpers/answering';
import { Engine, outputOf } from '../../helpers/engine';
import { everythingIn } from '../../helpers/secrets';
import { single } from '../../helpers/workflows';
import { keys as KEYS } from '../../unit/signature-vectors.json';
import { answersTo } from '../answers';
import { parametersOf } from '../parameters';
import { runs } from '../settings';

/** Milliseconds that the node wanted to wait. */
let mockWaited = 0;

// Waiting is the only thing that is not real here: minutes pass at once.
jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<object>('n8n-workflow');
	const sleep = async (milliseconds: number): Promise<void> => {
		mockWaited += milliseconds;
		await Promise.resolve();
	};
	return new Proxy(actual, {
		get: (target, name) => (name === 'sleep' ? sleep : (Reflect.get(target, name) as unknown)),
	});
});

const SECRETS = Object.values(KEYS);

/** Texts of the runtime, which tell a user nothing. */
const CRASH =
	/Cannot (read|set|convert|destructure|use)|is not (a function|iterable|defined|an object)|undefined|\[object |NaN|in JSON at|Unexpected token|call stack|Invalid (time|array|count|URL)|circular/i;

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

function errorsOf(
	run: IRun,
): Array<{ name: string; message: string; description?: string | null }> {
	const { error } = run.data.resultData;
	const items = outputOf(run, 'OVHcloud SMS').flatMap(({ error: failed }) => failed ?? []);
	return [...(error ? [error] : []), ...items];
}

/** What is wrong with the errors and items of a run. */
function complaints(run: IRun): string[] {
	const errors = errorsOf(run).flatMap(({ name, message, description }) => {
		const shown = `${name}: ${message} | ${description}`;
		const isClear =
			/^Node(Api|Operation)Error$/.test(name) &&
			message.length > 10 &&
			(description ?? '').length > 10 &&
			!CRASH.test(`${message} ${description}`);
		return isClear ? [] : [shown.slice(0, 500)];
	});
	const items = outputOf(run, 'OVHcloud SMS').filter(
		({ json }) => Object.prototype.toString.call(json) !== '[object Object]',
	);
	const kept = everythingIn(run.data.resultData);
	const leaked = SECRETS.filter((secret) => kept.includes(secret));
	const signature = /\$1\$[0-9a-f]{40}/.exec(kept) ?? [];
	return [
		...errors,
		...items.map(({ json }) => `no object: ${JSON.stringify(json).slice(0, 200)}`),
		...leaked.map((secret) => `leaked ${secret}`),
		...signature,
	];
}

/** Whether an answer says that nothing was done, so that the same may be asked again. */
function isCertainRefusal({ status, body }: Answered): boolean {
	return (
		status === 429 || (status >= 400 && status < 404 && /QUERY_TIME_OUT|out of time/i.test(body))
	);
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

/** What changes something is asked for once, unless it was refused or looked for in vain. */
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
		const isSend = /\/jobs$/.test(asked.url);
		expect({ key, allowed: isSend && looked(exchanges.slice(before + 1, index)) }).toEqual({
			key,
			allowed: true,
		});
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
					mockWaited = 0;
					answer = (asked) => generate(answersTo, asked, SECRETS);
					const file = single({ resource, operation: name, ...parameters } as INode['parameters'], {
						onError,
					});
					const items = name === 'send' ? ['+33612345678', '+33612345679'] : ['+33612345678'];
					const credential = { endpoint: 'custom', baseUrl: server.baseUrl, ...KEYS };
					const run = await engine.run(
						file,
						credential,
						items.map((to) => ({ json: { to } })),
					);
					expect(complaints(run)).toEqual([]);
					expectNothingTwice();
					expect(exchanges.length).toBeLessThan(500);
					// Five tries of some requests, each after the longest pause, and the waits that were asked for.
					expect(mockWaited).toBeLessThan(7_200_000);
				},
			),
			runs(OFTEN[name] ?? 8),
		);
	},
	120_000,
);
