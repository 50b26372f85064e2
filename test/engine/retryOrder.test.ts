import type { INode } from 'n8n-workflow';

import { runFaster } from '../helpers/fasterTime';
import { ACCOUNT, itemsTo, numbers, RETRY, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { jsonOf, setStage } from '../helpers/stage';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(30));

let afterRequest: () => void;
const stage = setStage({ log: () => afterRequest() });

beforeEach(() => {
	afterRequest = () => undefined;
});

const toEach = { to: '={{ $json.to }}', message: '={{ $json.text }}' };
const [ADA, BOB, CYD] = numbers(3);
const sends = () => stage.sandbox.requests.filter(({ method }) => method === 'POST').length;
const outputOf = (settings: Partial<INode>, receivers: string[], parameters = {}) =>
	stage.run(sendWorkflow({ ...toEach, ...parameters }, settings), itemsTo(receivers));
const WITH_OUTPUT: Partial<INode> = { ...RETRY, onError: 'continueErrorOutput' };

/** OVHcloud has a bad moment when it is asked for the second time. */
function failSecond(): void {
	afterRequest = () => {
		if (sends() !== 1) return;
		afterRequest = () => undefined;
		stage.sandbox.faults.add({ kind: 'status', status: 502, method: 'POST', path: SEND_PATH });
	};
}

describe('Retry On Fail with an error output', () => {
	test('tries again for any item that a next try can mend', async () => {
		failSecond();
		const run = await outputOf(WITH_OUTPUT, [ADA, BOB, CYD], {
			options: { concurrentRequests: 1 },
		});
		expect(jsonOf(run, 1)).toEqual([]);
		expect(jsonOf(run, 0)).toHaveLength(3);
		expect([ADA, BOB, CYD].map((one) => stage.sandbox.sentTo(one).length)).toEqual([1, 1, 1]);
	});

	test('gives up at once what stays as it is', async () => {
		const run = await outputOf(WITH_OUTPUT, ['nobody', ADA]);
		expect(jsonOf(run, 1)).toMatchObject([{ to: 'nobody' }]);
		expect(jsonOf(run, 0)).toMatchObject([{ recipients: [{ status: 'accepted' }] }]);
		expect(sends()).toBe(1);
	});

	test('keeps the order of what has succeeded', async () => {
		failSecond();
		const run = await outputOf(WITH_OUTPUT, ['nobody', CYD, ADA, BOB]);
		expect(jsonOf(run, 0).map(({ validReceivers }) => validReceivers)).toEqual([
			[CYD],
			[ADA],
			[BOB],
		]);
	});
});

describe('an item that failed after a part was sent', () => {
	const [DAN] = numbers(4).slice(3);
	const some = {
		to: `${ADA},${DAN}`,
		messageType: 'marketing',
		options: { onInvalidReceivers: 'fail' },
	};

	test.each<[string, Partial<INode>, number]>([
		['Continue', { onError: 'continueRegularOutput' }, 0],
		['the error output', { onError: 'continueErrorOutput' }, 1],
		['Retry and the error output', WITH_OUTPUT, 1],
	])('tells who has it, with %s', async (_, settings, output) => {
		stage.sandbox.state.addToBlacklist(ACCOUNT, DAN);
		const run = await outputOf(settings, ['x'], some);
		expect(jsonOf(run, output)).toMatchObject([
			{
				error: expect.stringContaining('(1 of 2 recipients has it)') as string,
				totalCreditsRemoved: 1,
				recipients: [
					{ receiver: ADA, status: expect.stringMatching(/accepted|alreadySent/) as string },
					{ receiver: DAN, status: 'invalid' },
				],
				...(output === 1 && { text: 'Message 0' }),
			},
		]);
		expect(stage.sandbox.sentTo(ADA)).toHaveLength(1);
	});
});
