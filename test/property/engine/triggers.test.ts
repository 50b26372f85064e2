import fc from 'fast-check';
import type { IDataObject, INode } from 'n8n-workflow';

import {
	type Answered,
	type AnsweringServer,
	type Asked,
	startAnswering,
} from '../../helpers/answering';
import { credentialFor } from '../../helpers/credentialFor';
import { Engine } from '../../helpers/engine';
import { ACCOUNT } from '../../helpers/sending';
import { TriggerHost } from '../../helpers/triggerHost';
import { byId, node } from '../../helpers/workflows';
import { answersTo, rightAnswersTo } from '../answers';
import { complaintsAbout, KEYS, leaksIn, SECRETS } from '../clear';
import { engineRuns } from '../settings';

jest.mock('n8n-workflow', () =>
	jest.requireActual<typeof import('../noWaiting')>('../noWaiting').workflowWithoutWaiting(),
);

const CALLED = ['messageReceived', 'deliveryReport', 'optOut'];
const POLLED = [...CALLED, 'lowCredit', 'senderStatus'];

let engine: Engine;
let server: AnsweringServer;
let host: TriggerHost;
let asked: Asked[] = [];
let answer: (asked: Asked) => Answered;

beforeAll(async () => {
	engine = await Engine.start();
	server = await startAnswering((request) => {
		asked.push(request);
		return answer(request);
	});
});
afterAll(async () => {
	await server.close();
});

beforeEach(async () => {
	asked = [];
	const credential = credentialFor(server, KEYS);
	host = await TriggerHost.start(engine, credential);
});
afterEach(async () => {
	await host.close();
});

const trigger = (type: string, parameters: INode['parameters']) =>
	host.add(node('Trigger', `n8n-nodes-ovh-sms.${type}`, { account: byId(ACCOUNT), ...parameters }));

/** The failure, or nothing; whatever it is, a user is told something that helps. */
async function clearly<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		expect(complaintsAbout(error as Error)).toEqual([]);
		return undefined;
	}
}

function expectEvents(items: IDataObject[], events: string[]): void {
	for (const item of items) {
		expect(events).toContain(item.event);
		expect(item.account).toBe(ACCOUNT);
		if (item.event === 'deliveryReport') {
			expect(['delivered', 'failed', 'pending', 'unknown']).toContain(item.status);
		}
	}
	expect(leaksIn(items)).toEqual([]);
}

/** Looks at lists go on until they are over; none may go on for ever. */
const ENOUGH = 300;

test('the polling trigger gives events or a clear error, whatever OVHcloud answers, and goes on afterwards', async () => {
	let [given, failed] = [0, 0];
	await fc.assert(
		fc.asyncProperty(
			fc.subarray(POLLED, { minLength: 1 }),
			fc.constantFrom(0, 24),
			fc.boolean(),
			fc.gen(),
			async (events, lookBackHours, finalStatesOnly, generate) => {
				const polling = trigger('ovhSmsPollingTrigger', {
					events,
					creditThreshold: 50,
					options: { lookBackHours, finalStatesOnly },
				});
				const poll = host.pollerOf(polling);
				for (let look = 0; look < 4; look++) {
					asked = [];
					// Some looks are undisturbed, so that something is known when one is not.
					const answers = generate(fc.boolean) ? answersTo : rightAnswersTo;
					answer = (request) => generate(answers, request, SECRETS);
					const items = await clearly(poll());
					expect(asked.length).toBeLessThan(ENOUGH);
					if (items) expectEvents(items, events);
					if (items) given += items.length;
					else failed++;
				}
				expect(leaksIn(polling.saved)).toEqual([]);
			},
		),
		engineRuns(200),
	);
	expect(given).toBeGreaterThan(5);
	expect(failed).toBeGreaterThan(5);
}, 120_000);

/** What a call may carry. */
const PARAMETERS = ['id', 'ptt', 'number', 'description', 'missed'];

/** As OVHcloud keeps addresses: what was written stands there. */
function keepingAddresses(request: Asked, answered: Answered): Answered {
	if (request.method !== 'GET' || !request.url.endsWith(`/sms/${ACCOUNT}`)) return answered;
	const written = asked.filter(({ method }) => method === 'PUT').map(({ body }) => body);
	try {
		const fields = written.map((body) => JSON.parse(body) as object);
		const account = JSON.parse(answered.body) as object;
		return { ...answered, body: JSON.stringify(Object.assign({}, account, ...fields)) };
	} catch {
		return answered;
	}
}

/** The addresses that the trigger has registered. */
function registered(): string[] {
	const written = asked.map(({ body }) => body).join();
	return [...written.matchAll(/http:\/\/127\.0\.0\.1:\d+\/webhook\/[^"?]+/g)].map(([url]) => url);
}

test('the trigger registers, is called and gives back in clear words, whatever OVHcloud answers', async () => {
	let [active, called] = [0, 0];
	await fc.assert(
		fc.asyncProperty(
			fc.subarray(CALLED, { minLength: 1 }),
			fc.array(fc.dictionary(fc.constantFrom(...PARAMETERS), fc.string()), { maxLength: 3 }),
			fc.gen(),
			async (events, calls, generate) => {
				asked = [];
				const disturbed = generate(fc.boolean);
				answer = (request) => {
					const given = generate(disturbed ? answersTo : rightAnswersTo, request, SECRETS);
					return disturbed ? given : keepingAddresses(request, given);
				};
				const instant = trigger('ovhSmsTrigger', {
					events,
					options: { replaceExisting: true },
				});
				await clearly(host.activate(instant));
				if (!instant.active) return;
				active++;
				answer = (request) => generate(answersTo, request, SECRETS);
				const [address] = registered();
				for (const parameters of address ? calls : []) {
					const { status } = await fetch(`${address}?${String(new URLSearchParams(parameters))}`);
					expect([200, 500]).toContain(status);
					called++;
				}
				await host.settled();
				expect(instant.errors.flatMap(complaintsAbout)).toEqual([]);
				expectEvents(instant.items, events);
				expect(leaksIn(instant.saved)).toEqual([]);
				await clearly(host.deactivate(instant));
				expect(asked.length).toBeLessThan(ENOUGH * 4);
			},
		),
		engineRuns(120),
	);
	expect(active).toBeGreaterThan(5);
	expect(called).toBeGreaterThan(5);
}, 120_000);
