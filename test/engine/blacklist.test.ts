import { ACCOUNT, operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const { run, fail, requests } = operator(stage);

const optOut = (number: string, smsOutgoingID: number | null = null) =>
	stage.sandbox.state.addToBlacklist(ACCOUNT, number, smsOutgoingID);

test('opt-outs come whole, and are filtered by the message that was answered', async () => {
	optOut('+33600000001', 12);
	optOut('+33600000002');
	expect(await run('blacklist', 'getAll')).toMatchObject([
		{ number: '+33600000001', smsOutgoingID: 12, dateCreation: expect.any(String) },
		{ number: '+33600000002', smsOutgoingID: null },
	]);
	const filters = { smsOutgoingId: byId('={{ 12 }}') };
	expect(await run('blacklist', 'getAll', { filters })).toMatchObject([{ number: '+33600000001' }]);
});

test('an opt-out is read, and lifted', async () => {
	optOut('+33600000001');
	const number = byId('+33600000001');
	expect(await run('blacklist', 'get', { number })).toMatchObject([{ number: '+33600000001' }]);
	expect(await run('blacklist', 'delete', { number })).toEqual([
		{ deleted: true, id: '+33600000001' },
	]);
	expect(await run('blacklist', 'getAll')).toEqual([]);
	expect(requests()).toContain('DELETE /blacklists/%2B33600000001');
	expect((await fail('blacklist', 'get', { number })).httpCode).toBe('404');
});

test.each(['+33 6 00 00 00 01', '0033600000001', '33600000001', '\u202a+33600000001\u202c'])(
	'an opt-out is found by %j',
	async (written) => {
		optOut('+33600000001');
		const number = byId(written);
		expect(await run('blacklist', 'get', { number })).toMatchObject([{ number: '+33600000001' }]);
	},
);

test.each(['+', '00'] as const)(
	'an opt-out is found and lifted where OVHcloud spells it with %s',
	async (spelling) => {
		stage.sandbox.quirks.numberInPaths = spelling;
		optOut('+33600000001');
		const number = byId('+33600000001');
		expect(await run('blacklist', 'get', { number })).toHaveLength(1);
		expect(await run('blacklist', 'getAll')).toHaveLength(1);
		expect(await run('blacklist', 'delete', { number })).toMatchObject([{ deleted: true }]);
		expect(await run('blacklist', 'getAll')).toEqual([]);
	},
);

test('an opt-out that is not there is told by the spelling that was asked for', async () => {
	const error = await fail('blacklist', 'get', { number: byId('+33600000001') });
	expect(error.description).toContain('number = +33600000001');
	expect(requests().slice(0, 2)).toEqual([
		'GET /blacklists/%2B33600000001',
		'GET /blacklists/0033600000001',
	]);
});

test('an opt-out that nobody could look up is refused before it is asked for', async () => {
	const error = await fail('blacklist', 'get', { number: byId('06 00 00 00 01') });
	expect(error.message).toContain('"06 00 00 00 01" has no country code');
	expect(requests()).toEqual([]);
});

test('the operation that lifts an opt-out says that the law wants a new consent', () => {
	const { properties } = stage.engine.nodeTypes.getByNameAndVersion(
		'n8n-nodes-ovh-sms.ovhSms',
	).description;
	const operations = properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.[0] === 'blacklist',
	);
	const option = operations?.options?.find(({ name }) => name === 'Delete');
	expect(option && 'description' in option && option.description).toMatch(/consent/);
});
