import { allFinished } from '../../tools/n8n/executions';
import { ground } from '../helpers/n8n/ground';
import { setN8nStage } from '../helpers/n8n/stage';
import {
	addressesOf,
	allCome,
	answersOf,
	counted,
	counting,
	endListening,
	happen,
	listen,
	lookedAtAll,
	reply,
	report,
	requestsOf,
	startWith,
	withWrongSecret,
} from '../helpers/n8n/triggerEvents';
import { LATEST } from '../../tools/n8n/versions';
import { type Receiver, startReceiver } from '../helpers/receiver';
import { numbers } from '../helpers/sending';

/** Whether webhooks are registered anew when n8n starts; older lines know one way only. */
const WAYS =
	ground().n8n.version === LATEST.version
		? [
				{ way: 'with the publication service', settings: {} },
				{
					way: 'without the publication service',
					settings: { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' },
				},
			]
		: [{ way: 'as this line does', settings: {} }];

const [first, second, third, ...others] = numbers(6);

describe.each(WAYS)('called once, $way', ({ settings }) => {
	const stage = setN8nStage({}, async () => await startWith(settings));
	let counter: Receiver;

	beforeEach(async () => {
		counter = await startReceiver();
	});

	afterEach(async () => {
		await counter.close();
	});

	test('each event comes once, over a restart of n8n, and off and on again', async () => {
		const { sandbox, server, rest } = stage;
		const { controls } = sandbox.callbacks;
		const before = addressesOf(sandbox);
		const workflow = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
		const expected: string[] = [];
		/** OVHcloud calls until n8n knows the address (again), and then never again. */
		const firstCallIsTaken = async (event: string) => {
			expected.push(event);
			await allCome(counter, expected);
			await sandbox.callbacks.settled();
		};

		await listen(sandbox, rest, workflow);
		const registered = addressesOf(sandbox);
		await firstCallIsTaken(reply(sandbox, first));
		controls.retries = 0;
		expected.push(...(await happen(sandbox, others)));
		await allCome(counter, expected);
		await sandbox.callbacks.settled();
		await allFinished(rest, workflow);
		expect(expected).toHaveLength(8);

		let soFar = requestsOf(sandbox);
		await server.restart();
		await rest.signIn();
		controls.retries = 6;
		await firstCallIsTaken(reply(sandbox, second));
		await lookedAtAll(stage, workflow, soFar);
		expect(addressesOf(sandbox)).toEqual(registered);

		await endListening(sandbox, rest, workflow, before);
		const called = expected.length + 1;
		// Nobody is called for that, but the trigger looks when it is active again.
		expected.push(report(sandbox, first));
		soFar = requestsOf(sandbox);
		await listen(sandbox, rest, workflow);
		await firstCallIsTaken(report(sandbox, third));
		await lookedAtAll(stage, workflow, soFar);

		expect({ items: counted(counter).sort(), answers: answersOf(sandbox) }).toEqual({
			items: expected.sort(),
			answers: Array.from({ length: called }, () => '200'),
		});
		await endListening(sandbox, rest, workflow, before);
	}, 300_000);

	test('a call that does not know the secret meets nothing, and starts nothing', async () => {
		const { sandbox, rest } = stage;
		const workflow = await stage.importWorkflow(counting(counter, 'ovhSmsTrigger'));
		const before = addressesOf(sandbox);
		await listen(sandbox, rest, workflow);
		const { callBack, smsResponse } = addressesOf(sandbox);
		// From now on, the right one is known.
		const event = reply(sandbox, first);
		await allCome(counter, [event]);

		const wrong = [
			await fetch(withWrongSecret(String(callBack))),
			await fetch(withWrongSecret(String(smsResponse.cgiUrl)), {
				method: 'POST',
				body: new URLSearchParams({ id: '1', message: 'Yes' }),
			}),
		];
		for (const answer of wrong) {
			expect({ status: answer.status, text: await answer.text() }).toEqual({
				status: 404,
				text: '',
			});
		}
		expect(counted(counter)).toEqual([event]);
		await endListening(sandbox, rest, workflow, before);
	}, 120_000);
});
