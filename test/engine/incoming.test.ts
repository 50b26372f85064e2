import { ACCOUNT, operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const { run, fail } = operator(stage);

const receive = (message: string, tag = '', sender = '+33612345678') =>
	stage.sandbox.state.receive({ account: ACCOUNT, sender, message, tag });

test('received messages come whole, newest first', async () => {
	const [first, second] = [receive('Yes'), receive('No', 'order-2')];
	expect(await run('incoming', 'getAll')).toEqual([
		expect.objectContaining({ id: second.id, message: 'No', tag: 'order-2' }),
		expect.objectContaining({ id: first.id, message: 'Yes', sender: '+33612345678' }),
	]);
});

test('received messages are filtered by sender, tag and time', async () => {
	receive('A', 'x');
	receive('B', 'y', '+33600000001');
	const messages = async (filters: { [name: string]: string }) =>
		(await run('incoming', 'getAll', { filters })).map(({ message }) => message);
	expect(await messages({ tag: 'x' })).toEqual(['A']);
	expect(await messages({ sender: '+33600000001' })).toEqual(['B']);
	expect(await messages({ sender: '0033 6 00 00 00 01' })).toEqual(['B']);
	expect(await messages({ creationDatetimeTo: '2020-01-01' })).toEqual([]);
	expect(await messages({ creationDatetimeFrom: '2020-01-01' })).toEqual(['B', 'A']);
});

test('a received message is read and deleted', async () => {
	const { id } = receive('Yes');
	const incomingId = byId(String(id));
	expect(await run('incoming', 'get', { incomingId })).toMatchObject([{ id, message: 'Yes' }]);
	expect(await run('incoming', 'delete', { incomingId })).toEqual([{ deleted: true, id }]);
	expect(await run('incoming', 'getAll')).toEqual([]);
	const error = await fail('incoming', 'get', { incomingId });
	expect(error.message).toContain('does not find this object');
});
