import { operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage({ taskDelayMs: 1000 });
const { run, fail, requests } = operator(stage);

test('each number comes as an item of its own, once its operator has answered', async () => {
	const to = '+33612345678, +33 6 12 34 56 79; nobody, +33612345678';
	const items = await run('lookup', 'lookUp', { to });
	expect(items).toHaveLength(3);
	expect(items[2]).toEqual({ msisdn: 'nobody', status: 'error', valid: false });
	for (const item of items.slice(0, 2)) {
		expect(item).toMatchObject({ status: 'done', valid: true, id: expect.any(Number) });
		expect(item).toMatchObject({ country: expect.any(String), operator: expect.any(String) });
	}
	expect(requests().filter((request) => request === 'POST /hlr')).toHaveLength(1);
	expect(stage.sandbox.state.accounts.get('sms-xx12345-1')?.details.creditsLeft).toBe(99.8);
});

test('waiting has an end: what is not answered by then comes as it is', async () => {
	const options = { maxWait: 0 };
	const [item] = await run('lookup', 'lookUp', { to: '+33612345678', options });
	expect(['todo', 'doing']).toContain(item.status);
	expect(item).not.toHaveProperty('operator');
});

test('national numbers take the default country', async () => {
	const parameters = { to: '06 12 34 56 78', options: { defaultCountry: 'FR' } };
	expect(await run('lookup', 'lookUp', parameters)).toMatchObject([{ status: 'done' }]);
});

test('lookups are listed and read later, without paying again', async () => {
	const [{ id }] = await run('lookup', 'lookUp', { to: '+33612345678' });
	const before = stage.sandbox.state.accounts.get('sms-xx12345-1')?.details.creditsLeft;
	expect(await run('lookup', 'getAll', { limit: 1 })).toMatchObject([{ id, status: 'done' }]);
	const [item] = await run('lookup', 'get', { lookupId: byId(String(id)) });
	expect(item).toMatchObject({ id, operator: expect.any(String) });
	expect(stage.sandbox.state.accounts.get('sms-xx12345-1')?.details.creditsLeft).toBe(before);
});

test('what operators do to messages to a number is told, and costs nothing', async () => {
	const [restriction] = await run('lookup', 'getRestrictions', { receiver: '001 202 555 0123' });
	expect(restriction).toMatchObject({ countrySuffixe: 'US', restrictionCode: 'ALPHA' });
	expect(requests()).toEqual(['GET /exceptions']);
	expect(await run('lookup', 'getRestrictions', { receiver: '+33612345678' })).toEqual([]);
	const error = await fail('lookup', 'getRestrictions', { receiver: '06 12 34 56 78' });
	expect(error.message).toContain('"06 12 34 56 78" has no country code');
});

test('no number at all is refused, and what is none is told without paying', async () => {
	expect((await fail('lookup', 'lookUp', { to: '={{ "" }}' })).message).toContain('"To" is empty');
	expect(await run('lookup', 'lookUp', { to: 'nobody' })).toEqual([
		{ msisdn: 'nobody', status: 'error', valid: false },
	]);
	expect(requests()).toEqual([]);
});
