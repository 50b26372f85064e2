import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

let afterRequest: (count: number) => unknown;

const stage = setStage({ log: () => afterRequest(stage.sandbox.requests.length) });

beforeEach(() => {
	afterRequest = () => undefined;
});

const HOUR = 3600;

const send = single({
	resource: 'sms',
	operation: 'send',
	account: byId('sms-xx12345-1'),
	to: '={{ $json.to ?? "+33612345678" }}',
	message: 'Hello',
	senderType: 'sender',
	sender: byId('BOUTIQUE'),
});

const paths = () => stage.sandbox.requests.map(({ method, path }) => `${method} ${path}`);

const SEND = 'POST /sms/sms-xx12345-1/jobs';
const TIME = 'GET /auth/time';

test.each([
	['three hours ahead', 3 * HOUR],
	['three hours behind', -3 * HOUR],
	['two days ahead', 48 * HOUR],
])('a server clock %s costs one look at the time, and the SMS goes out once', async (_, offset) => {
	stage.sandbox.setClockOffset(offset);
	const run = await stage.run(send);
	expect(jsonOf(run)).toHaveLength(1);
	expect(paths()).toEqual([SEND, TIME, SEND]);
	expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);

	await stage.run(send);
	expect(paths().slice(3)).toEqual([SEND]);
});

test('a clock that jumps in the middle of a run heals the same way', async () => {
	const items = ['+33611111111', '+33622222222', '+33633333333'].map((to) => ({ json: { to } }));
	afterRequest = (count) => count === 1 && stage.sandbox.setClockOffset(-5 * HOUR);
	const oneByOne = { combineItems: false, concurrentRequests: 1 };
	const run = await stage.run(single({ ...send.nodes[1].parameters, options: oneByOne }), items);
	expect(jsonOf(run)).toHaveLength(3);
	for (const { json } of items) expect(stage.sandbox.sentTo(json.to)).toHaveLength(1);
	expect(paths()).toEqual([SEND, SEND, TIME, SEND, SEND]);
});

test.each([
	['ahead', 2 * HOUR],
	['behind', -2 * HOUR],
])(
	'"send at" is right by the clock of OVHcloud, whose clock is two hours %s',
	async (_, offset) => {
		stage.sandbox.setClockOffset(offset);
		const moment = Date.now() + (offset + 30 * 60) * 1000;
		const file = single({
			...send.nodes[1].parameters,
			options: { sendAt: new Date(moment).toISOString() },
		});
		expect((await stage.run(file)).data.resultData.error).toBeUndefined();
		const post = stage.sandbox.requests.filter(({ method }) => method === 'POST').at(-1);
		const { differedPeriod } = JSON.parse(post?.body ?? '{}') as { differedPeriod: number };
		expect(differedPeriod).toBeGreaterThanOrEqual(29);
		expect(differedPeriod).toBeLessThanOrEqual(30);
	},
);

test('a clock that goes on being refused ends with advice, not with endless tries', async () => {
	stage.sandbox.faults.add({
		kind: 'status',
		status: 400,
		message: 'Query out of time',
		method: 'POST',
		times: Infinity,
	});
	const error = errorOf(await stage.run(send));
	expect(error.message).toBe("This server's clock differs too much from OVHcloud's");
	expect(paths()).toEqual([SEND, TIME, SEND]);
});
