import { ACCOUNT, itemsTo, numbers, sendWorkflow } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

const stage = setStage();

const sends = () => stage.sandbox.requests.filter(({ method }) => method === 'POST');
const withoutAccount = { account: { __rl: true as const, mode: 'list', value: '' } };

describe('without an account', () => {
	test('an SMS is sent through the only one of the credential, which is asked for once', async () => {
		stage.sandbox.state.accounts.delete('sms-xx12345-2');
		const file = sendWorkflow({ ...withoutAccount, to: '={{ $json.to }}' });
		const output = jsonOf(await stage.run(file, itemsTo(numbers(3))));
		expect(output.map(({ account }) => account)).toEqual([ACCOUNT, ACCOUNT, ACCOUNT]);
		expect(stage.sandbox.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
	});

	test('a list is that of the only one', async () => {
		stage.sandbox.state.accounts.delete('sms-xx12345-2');
		const output = jsonOf(await stage.run(single({ resource: 'sender', ...withoutAccount })));
		expect(output.map(({ sender }) => sender)).toContain('BOUTIQUE');
	});

	test('nothing is sent where there are several, which are named', async () => {
		const error = errorOf(await stage.run(sendWorkflow(withoutAccount)));
		expect(error.message).toContain(
			'"SMS Account" is empty, and the credential sees several: sms-xx12345-1, sms-xx12345-2',
		);
		expect(sends()).toEqual([]);
	});

	test('nothing is sent where there is none, and it says what to do', async () => {
		stage.sandbox.state.accounts.clear();
		const error = errorOf(await stage.run(sendWorkflow(withoutAccount)));
		expect(error.message).toContain('the credential sees no SMS account');
		expect(error.description).toContain('Order SMS credits at OVHcloud');
	});

	test('with Continue, each item says so', async () => {
		const file = sendWorkflow(withoutAccount, { onError: 'continueRegularOutput' });
		const output = jsonOf(await stage.run(file, itemsTo(numbers(2))));
		expect(output.map(({ error }) => String(error))).toEqual([
			expect.stringContaining('sees several'),
			expect.stringContaining('sees several'),
		]);
	});

	test('what an expression should have given is refused, even with one account', async () => {
		stage.sandbox.state.accounts.delete('sms-xx12345-2');
		const file = sendWorkflow({ account: byId('={{ $json.account }}') });
		const error = errorOf(await stage.run(file, itemsOf({ account: ACCOUNT }, {})));
		expect(error.message).toContain('"SMS Account" is empty');
		expect(error.itemIndex).toBe(1);
		expect(sends()).toEqual([]);
	});

	test('an estimate asks nobody', async () => {
		const file = single({ resource: 'sms', operation: 'estimate', message: 'Hello' });
		expect(jsonOf(await stage.run(file))[0]).toMatchObject({ parts: 1 });
		expect(stage.sandbox.requests).toEqual([]);
	});
});
