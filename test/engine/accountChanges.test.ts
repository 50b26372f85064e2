import { ACCOUNT, operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const { run, fail, requests } = operator(stage);

const bodies = () =>
	stage.sandbox.requests
		.filter(({ method }) => method !== 'GET')
		.map(({ body }) => JSON.parse(body) as unknown);

describe('settings of an account', () => {
	test('only the given ones are sent, and the account comes back as it is then', async () => {
		const updateFields = { description: 'Shop', callBack: 'https://example.org/dlr' };
		expect(await run('account', 'update', { updateFields })).toMatchObject([
			{ name: ACCOUNT, description: 'Shop', callBack: 'https://example.org/dlr' },
		]);
		expect(bodies()).toEqual([updateFields]);
	});

	test('an empty address removes the one that was there', async () => {
		await run('account', 'update', { updateFields: { callBack: 'https://example.org/dlr' } });
		const [item] = await run('account', 'update', { updateFields: { callBack: '' } });
		expect(item.callBack).toBeNull();
	});

	test('what concerns replies is sent as the object that the API has for it', async () => {
		const updateFields = { responseType: 'text', text: 'Thank you' };
		const [item] = await run('account', 'update', { updateFields });
		expect(bodies()).toEqual([{ smsResponse: updateFields }]);
		expect(item.smsResponse).toMatchObject({ ...updateFields, trackingOptions: [] });
	});

	test('automatic recredit is set and switched off', async () => {
		await run('account', 'update', { updateFields: { automaticRecreditAmount: 200 } });
		await run('account', 'update', { updateFields: { automaticRecreditAmount: 0 } });
		expect(bodies()).toEqual([{ automaticRecreditAmount: 200 }, { automaticRecreditAmount: null }]);
	});

	test('without any of them nothing is sent', async () => {
		const error = await fail('account', 'update', { updateFields: {} });
		expect(error.message).toContain('"Update Fields" is empty');
		expect(requests()).toEqual([]);
	});

	test('a change that cannot be read afterwards is still known to be done', async () => {
		const keys = stage.sandbox.addToken({ rules: [{ method: 'PUT', path: '/sms/*' }] });
		const { workflow } = operator(stage);
		const file = workflow('account', 'update', { updateFields: { description: 'Shop' } });
		const result = await stage.run(file, undefined, keys);
		const [{ json }] = result.data.resultData.runData['OVHcloud SMS'][0].data?.main[0] ?? [];
		expect(json).toEqual({
			serviceName: ACCOUNT,
			detailsMissing: expect.stringContaining('Done') as string,
		});
		expect(stage.sandbox.state.accounts.get(ACCOUNT)?.details.description).toBe('Shop');
	});
});

describe('credits', () => {
	const credits = () =>
		['sms-xx12345-1', 'sms-xx12345-2'].map(
			(name) => stage.sandbox.state.accounts.get(name)?.details.creditsLeft,
		);
	const transfer = (amount: unknown) => ({
		smsAccountTarget: byId('sms-xx12345-2'),
		credits: amount as number,
	});

	test('move to another account', async () => {
		expect(await run('account', 'transferCredits', transfer(10))).toEqual([
			{ success: true, smsAccountTarget: 'sms-xx12345-2', credits: 10 },
		]);
		expect(credits()).toEqual([90, 13]);
	});

	test('that are no number are refused before anything is sent', async () => {
		const error = await fail('account', 'transferCredits', transfer('={{ "ten" }}'));
		expect(error.message).toContain('"Credits" must be a number');
		expect(requests()).toEqual([]);
	});
});
