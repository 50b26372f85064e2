import { operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const { run, fail } = operator(stage);

const PASSWORD = 'Secret12';
const login = byId('till');
const create = async () => await run('user', 'create', { login: 'till', password: PASSWORD });

test('an API user is added, listed and read, and no output shows a password', async () => {
	const outputs = [
		await create(),
		await run('user', 'getAll', { returnAll: true }),
		await run('user', 'get', { login }),
	];
	for (const items of outputs) {
		expect(items.map((item) => item.login)).toContain('till');
		for (const item of items) expect(item).not.toHaveProperty('password');
	}
	expect(JSON.stringify(outputs)).not.toContain(PASSWORD);
});

test('quota and alert are set as the objects that the API has for them', async () => {
	await create();
	const updateFields = {
		quotaLeft: 25,
		quotaStatus: 'active',
		alertThreshold: 5,
		alertEmail: 'shop@example.org',
		support: 'mail',
		ipRestrictions: ['192.0.2.1'],
		callBack: 'https://example.org/dlr',
	};
	expect(await run('user', 'update', { login, updateFields })).toMatchObject([
		{
			login: 'till',
			callBack: 'https://example.org/dlr',
			ipRestrictions: ['192.0.2.1'],
			quotaInformations: { quotaLeft: 25, quotaStatus: 'active' },
			alertThresholdInformations: {
				alertThreshold: 5,
				alertEmail: 'shop@example.org',
				support: 'mail',
			},
		},
	]);
	const [cleared] = await run('user', 'update', { login, updateFields: { callBack: '' } });
	expect(cleared.callBack).toBeNull();
});

test('an API user is deleted', async () => {
	await create();
	expect(await run('user', 'delete', { login })).toEqual([{ deleted: true, id: 'till' }]);
	expect((await fail('user', 'get', { login })).httpCode).toBe('404');
});

test('a number that is none is refused by the name of its parameter', async () => {
	const updateFields = { alertThreshold: '={{ 1.5 }}' };
	const error = await fail('user', 'update', { login, updateFields });
	expect(error.message).toContain('"Alert Threshold" must be a whole number from 0');
});
