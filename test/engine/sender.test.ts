import { VALIDATION_CODE } from '../../sandbox/routes/senders';
import { operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const { run, fail, requests } = operator(stage);

test('senders come with their status and comment, from A to Z', async () => {
	const items = await run('sender', 'getAll');
	expect(items.map(({ sender, status }) => [sender, status])).toEqual([
		['+33700000001', 'enable'],
		['BOUTIQUE', 'enable'],
		['NEWSHOP', 'waitingValidation'],
		['REFUSED', 'refused'],
	]);
	expect(items[3].comment).toContain('document');
});

test('one sender is read', async () => {
	expect(await run('sender', 'get', { sender: byId('BOUTIQUE') })).toMatchObject([
		{ sender: 'BOUTIQUE', status: 'enable' },
	]);
});

test('a sender is asked for, and waits for its validation', async () => {
	const parameters = { sender: 'MYSHOP', additionalFields: { reason: 'Our brand' } };
	expect(await run('sender', 'create', parameters)).toMatchObject([
		{ sender: 'MYSHOP', status: 'waitingValidation' },
	]);
	const error = await fail('sender', 'create', parameters);
	expect(error.message).toContain('conflicts');
});

test('a sender without a name is refused before anything is sent', async () => {
	const error = await fail('sender', 'create', { sender: ' ' });
	expect(error.message).toContain('"Sender" is empty');
	expect(requests()).toEqual([]);
});

test('a sender is validated with its code; a wrong one is refused', async () => {
	const [available] = await run('sender', 'getAvailable');
	const name = String(available.sender);
	await run('sender', 'create', { sender: name });
	const sender = byId(name);
	const wrong = await fail('sender', 'validate', { sender, code: '000000' });
	expect(wrong.description).toContain('Invalid validation code');
	expect(await run('sender', 'validate', { sender, code: VALIDATION_CODE })).toMatchObject([
		{ sender: name, status: 'enable' },
	]);
});

test('senders that OVHcloud knows already are listed, by origin, too', async () => {
	const all = await run('sender', 'getAvailable');
	expect(all.length).toBeGreaterThan(0);
	const [{ referer }] = all;
	const filtered = await run('sender', 'getAvailable', { filters: { referer: String(referer) } });
	expect(filtered.length).toBeGreaterThan(0);
	expect(filtered.every((item) => item.referer === referer)).toBe(true);
	expect(await run('sender', 'getAvailable', { limit: 1 })).toHaveLength(1);
});

test('a sender is deleted', async () => {
	const sender = byId('REFUSED');
	expect(await run('sender', 'delete', { sender })).toEqual([{ deleted: true, id: 'REFUSED' }]);
	expect((await run('sender', 'getAll')).map((item) => item.sender)).not.toContain('REFUSED');
});
