import { given } from '../helpers/eventKey';
import type { HostedTrigger } from '../helpers/hostedTrigger';
import { nextSecond, setTriggerStage, until } from '../helpers/triggers';

const on = setTriggerStage();

const NUMBERS = ['+33611111111', '+33611111112', '+33611111113', '+33611111114'];

/** Milliseconds in which a life is over, also on a busy machine: it holds seconds of waiting. */
const LIFE_MS = 30_000;

/** Things that happen one by one, and what is to come of them. */
function story(watching: HostedTrigger) {
	const expected: string[] = [];
	/** Waits for the events of one thing before the next happens: each call is alone. */
	const comes = async (...events: string[]): Promise<void> => {
		expected.push(...events);
		await until(() => watching.items.length >= expected.length);
		await on.settled();
	};
	return {
		expected,
		delivery: async (receiver: string) => await comes(`deliveryReport ${on.send(receiver).id}`),
		reply: async (sender: string) => await comes(`messageReceived ${on.receive('Yes', sender)}`),
		stop: async (sender: string) =>
			await comes(`messageReceived ${on.receive('STOP', sender)}`, `optOut ${sender}`),
	};
}

/** Seven events, a restart, one more, off and on, one more; then time for what comes by itself. */
async function live(watching: HostedTrigger): Promise<string[]> {
	const { expected, delivery, reply, stop } = story(watching);
	// Of a STOP, n8n is called twice: the second call, which starts nothing, would save the others.
	await stop(NUMBERS[2]);
	for (const number of NUMBERS.slice(0, 3)) await delivery(number);
	for (const number of NUMBERS.slice(0, 2)) await reply(number);
	expect(expected).toHaveLength(7);
	await on.host.restart();
	await delivery(NUMBERS[3]);
	await on.host.deactivate(watching);
	await on.host.activate(watching);
	await reply(NUMBERS[3]);
	for (let seconds = 0; seconds < 4; seconds++) await nextSecond();
	await on.settled();
	return expected.sort();
}

function expectEmptyAnswers({ answers }: HostedTrigger): void {
	expect(answers.length).toBeGreaterThanOrEqual(9);
	expect(answers.filter(({ status, body }) => status !== 200 || body !== '')).toEqual([]);
}

/** A life of a trigger, in which it gives out each event once and answers nothing. */
async function expectOnce(watching: HostedTrigger): Promise<void> {
	await on.host.activate(watching);
	const expected = await live(watching);
	expect(given(watching)).toEqual(expected);
	expect(watching.errors).toEqual([]);
	expectEmptyAnswers(watching);
}

test(
	'each event comes once, over a restart of n8n and a switching off and on, though no call comes twice',
	async () => await expectOnce(on.instant()),
	LIFE_MS,
);

test(
	'so it does where n8n takes calls in another process than the one that registers',
	async () => {
		on.host.callsGoTo(await on.host.secondProcess());
		await expectOnce(on.instant());
	},
	LIFE_MS,
);

describe('whoever calls is told nothing', () => {
	const addresses = () => {
		const { callBack, stopCallBack, smsResponse } = on.account.details;
		return [callBack, smsResponse.cgiUrl, stopCallBack].map(String);
	};
	const posted = async (address: string, form: Record<string, string> = {}) =>
		await fetch(address, { method: 'POST', body: new URLSearchParams(form) });
	const partsOf = async (response: Response) => [response.status, await response.text()];

	test('who has the secret gets 200 and an empty body, also where there is nothing new', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		for (const address of addresses()) {
			expect(await partsOf(await fetch(`${address}?id=99&ptt=4`))).toEqual([200, '']);
		}
		await on.settled();
		expect(watching.items).toEqual([]);
	});

	test('who has not gets 404 and an empty body', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		for (const address of addresses()) {
			const wrong = address.replace(/[0-9a-f](?=\.[\w-]+$)/, (last) => (last === '0' ? '1' : '0'));
			for (const response of [await fetch(wrong), await posted(wrong, { id: '1' })]) {
				expect(await partsOf(response)).toEqual([404, '']);
			}
		}
		expect(watching.errors).toEqual([]);
	});

	test('a reply is called with POST, and its form may be read or not', async () => {
		const watching = on.instant({ events: ['messageReceived'] });
		await on.host.activate(watching);
		on.stage.sandbox.callbacks.controls.lost = ['reply'];
		const [, address] = addresses();
		const expected: string[] = [];
		for (const [index, number] of NUMBERS.slice(0, 2).entries()) {
			const id = on.receive('Yes', number);
			const form = { id: String(id), message: 'Yes', senderid: number };
			const response = await posted(address, index === 0 ? form : undefined);
			expect(await partsOf(response)).toEqual([200, '']);
			expected.push(`messageReceived ${id}`);
			await until(() => watching.items.length >= expected.length);
		}
		await on.settled();
		expect(given(watching)).toEqual(expected);
		expect(watching.errors).toEqual([]);
	});
});
