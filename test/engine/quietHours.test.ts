import type { IDataObject, INode } from 'n8n-workflow';

import { runFaster } from '../helpers/fasterTime';
import { writesOf } from '../helpers/receivers';
import { itemsTo, numbers, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { errorOf, jsonOf, setStage } from '../helpers/stage';

// Requests that OVHcloud puts off wait for minutes.
afterAll(runFaster(60));
const stage = setStage();
const [ADA, BOB] = numbers(2);
const REUNION = '+262692123456';

/** A workflow that sends at a moment, in the zone of Paris. */
const send = (
	quietHours: IDataObject,
	sendAt?: string,
	more: INode['parameters'] = {},
	settings: Partial<INode> = {},
) => ({
	...sendWorkflow(
		{
			...more,
			options: { quietHours, ...(sendAt && { sendAt }) } as unknown as INode['parameters'],
		},
		settings,
	),
	settings: { timezone: 'Europe/Paris' },
});

const NIGHT = { from: '21:00', until: '08:00' };

/** The orders that OVHcloud got, with the moment that each asks for. */
const orders = () =>
	stage.sandbox.requests
		.filter(({ method, path }) => method === 'POST' && path === SEND_PATH)
		.map(({ body }) => {
			const { receivers, differedPeriod = 0 } = JSON.parse(body) as {
				receivers: string[];
				differedPeriod?: number;
			};
			return { receivers, at: Date.now() + differedPeriod * 60_000 };
		});

const expectNear = (moment: number, iso: string) =>
	expect(Math.abs(moment - Date.parse(iso))).toBeLessThan(120_000);

test.each([
	['at night', '2027-01-13T20:30', '2027-01-14T08:00+01:00'],
	['on a Saturday evening, to Monday', '2027-01-16T21:00', '2027-01-18T08:00+01:00'],
	['before a holiday', '2027-07-13T22:00', '2027-07-15T08:00+02:00'],
])('the output of a marketing text says until when OVHcloud holds it: %s', async (_, at, until) => {
	const parameters = { to: ADA, messageType: 'marketing', options: { sendAt: at } };
	const run = async (more: INode['parameters']) => {
		const file = {
			...sendWorkflow({ ...parameters, ...more }),
			settings: { timezone: 'Europe/Paris' },
		};
		return jsonOf(await stage.run(file))[0];
	};
	expectNear(Date.parse(String((await run({})).mayWaitUntil)), until);
	const options = { sendAt: at, dryRun: true };
	expectNear(Date.parse(String((await run({ options })).mayWaitUntil)), until);
	expect(await run({ messageType: 'transactional' })).not.toHaveProperty('mayWaitUntil');
	expect(await run({ options: { sendAt: '2027-01-13T10:00' } })).not.toHaveProperty('mayWaitUntil');
});

describe('Quiet Hours', () => {
	test('order the SMS for their end, and the output tells when', async () => {
		const file = send(NIGHT, '2027-01-13T23:00', { to: `${ADA},${BOB}` });
		const [item] = jsonOf(await stage.run(file));
		expect(item).toMatchObject({ validReceivers: [ADA, BOB], totalCreditsRemoved: 2 });
		expectNear(Date.parse(String(item.sendAt)), '2027-01-14T08:00+01:00');
		expect(item.heldBack).toEqual([{ sendAt: item.sendAt, receivers: [ADA, BOB] }]);
		expect(orders()).toHaveLength(1);
		expectNear(orders()[0].at, '2027-01-14T08:00+01:00');
	});

	test('do not touch what is sent outside of them', async () => {
		const [item] = jsonOf(await stage.run(send(NIGHT, '2027-01-13T20:00', { to: ADA })));
		expect(item).not.toHaveProperty('heldBack');
		expectNear(Date.parse(String(item.sendAt)), '2027-01-13T20:00+01:00');
		expectNear(orders()[0].at, '2027-01-13T20:00+01:00');
	});

	test('hold for what would be sent at once', async () => {
		// Quiet all day but for one minute, which this test avoids to run in.
		const hour = (new Date().getUTCHours() + 12) % 24;
		const file = { ...send({ from: `${hour}:01`, until: `${hour}:00` }, undefined, { to: ADA }) };
		const [item] = jsonOf(await stage.run({ ...file, settings: { timezone: 'UTC' } }));
		expect(item.heldBack).toHaveLength(1);
		expect(orders()[0].at - Date.now()).toBeGreaterThan(10 * 3_600_000);
	});

	test('are by the clock of overseas numbers, in orders of their own', async () => {
		// 23:00 in Paris is 02:00 in Réunion, whose night ends at 05:00 in Paris.
		const file = send(NIGHT, '2027-01-13T23:00', { to: `${ADA},${REUNION}` });
		const [item] = jsonOf(await stage.run(file));
		expect(item).toMatchObject({ validReceivers: [ADA, REUNION] });
		expect(item).not.toHaveProperty('sendAt');
		const held = item.heldBack as Array<{ sendAt: string; receivers: string[] }>;
		expect(held.map(({ receivers }) => receivers)).toEqual([[REUNION], [ADA]]);
		expectNear(Date.parse(held[0].sendAt), '2027-01-14T08:00+04:00');
		const sent = orders().sort((a, b) => a.at - b.at);
		expect(sent.map(({ receivers }) => receivers)).toEqual([[REUNION], [ADA]]);
		expectNear(sent[0].at, '2027-01-14T08:00+04:00');
		expectNear(sent[1].at, '2027-01-14T08:00+01:00');
	});

	test('with Sundays and holidays wait for the next working day', async () => {
		// Easter: Sunday, 28 March 2027.
		const quiet = { ...NIGHT, sundaysAndHolidays: true };
		const [item] = jsonOf(await stage.run(send(quiet, '2027-03-27T22:00', { to: ADA })));
		expectNear(Date.parse(String(item.sendAt)), '2027-03-30T08:00+02:00');
	});

	test('let items share requests', async () => {
		const to = { to: '={{ $json.to }}' };
		const items = itemsTo([ADA, BOB]);
		await stage.run(send(NIGHT, '2027-01-13T23:00', to), items);
		expect(orders().map(({ receivers }) => receivers)).toEqual([[ADA, BOB]]);
	});

	test('that fail refuse the item before anything is sent, with their end', async () => {
		const quiet = { ...NIGHT, then: 'fail' };
		const error = errorOf(await stage.run(send(quiet, '2027-01-13T23:00', { to: ADA })));
		expect(error.message).toMatch(
			/^"Quiet Hours" are on for \+33610000000 until 2027-01-14T07:00:\S+$/,
		);
		expect(writesOf(stage)).toEqual([]);
	});

	describe('that begin while a request waits for OVHcloud', () => {
		const busy = async (then: string) => {
			const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
			const quietHours = { from: clock(1.5).slice(11, 16), until: clock(300).slice(11, 16), then };
			const fault = { kind: 'status', status: 429, retryAfter: 50, times: 3 } as const;
			stage.sandbox.faults.add({ ...fault, method: 'POST', path: SEND_PATH });
			const file = { ...send(quietHours, undefined, { to: ADA }), settings: { timezone: 'UTC' } };
			return { run: await stage.run(file), until: quietHours.until };
		};

		test('keep it back where they fail', async () => {
			const { run } = await busy('fail');
			expect(errorOf(run).message).toContain('"Quiet Hours" are on for +33');
			expect(stage.sandbox.sentTo(ADA)).toEqual([]);
		});

		test('order it for their end where it may wait', async () => {
			const { run, until } = await busy('wait');
			expect(String(jsonOf(run)[0].sendAt)).toContain(`T${until}:`);
			expect(stage.sandbox.sentTo(ADA)).toHaveLength(1);
		});
	});

	test('that say nothing are refused', async () => {
		expect(errorOf(await stage.run(send({}))).message).toContain('"Quiet Hours" says no time');
		expect(writesOf(stage)).toEqual([]);
	});

	test('tell a dry run when, too', async () => {
		const file = sendWorkflow({
			to: ADA,
			options: { quietHours: NIGHT, sendAt: '2027-01-13T23:00', dryRun: true },
		});
		const [item] = jsonOf(await stage.run({ ...file, settings: { timezone: 'Europe/Paris' } }));
		expect(item.heldBack).toMatchObject([{ receivers: [ADA] }]);
		expect(writesOf(stage)).toEqual([]);
	});
});
