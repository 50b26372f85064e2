import type { FaultKind } from '../../sandbox';
import { operator } from '../helpers/operations';
import { RETRY } from '../helpers/sending';
import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage({ log: (line) => afterRequest(line) });
const { workflow, requests } = operator(stage);

let afterRequest: (line: string) => void = () => undefined;

afterEach(() => {
	afterRequest = () => undefined;
});

const names = ['SHOPA', 'SHOPB', 'SHOPC'];
const items = names.map((name) => ({ json: { name } }));
const create = workflow('sender', 'create', { sender: '={{ $json.name }}' }, RETRY);
const remove = workflow('sender', 'delete', { sender: byId('={{ $json.name }}') }, RETRY);

const count = (method: string) => requests().filter((request) => request.startsWith(method)).length;
const senders = () => [
	...(stage.sandbox.state.accounts.get('sms-xx12345-1')?.senders.keys() ?? []),
];

/** A fault that meets the second call of a method. */
function onSecond(method: string, fault: FaultKind): void {
	let calls = 0;
	afterRequest = (line) => {
		if (line.startsWith(method) && ++calls === 1) stage.sandbox.faults.add({ ...fault, method });
	};
}

describe('Retry On Fail runs the node anew with all its items', () => {
	test('what was made is not made again when a later item was refused', async () => {
		onSecond('POST', { kind: 'status', status: 403, message: 'Not now' });
		const output = jsonOf(await stage.run(create, items));
		expect(output.map(({ sender }) => sender)).toEqual(names);
		expect(count('POST')).toBe(4);
	});

	test.each<[string, FaultKind]>([
		['accepted, then reset', { kind: 'resetAfter' }],
		['a server error', { kind: 'status', status: 500 }],
		['accepted, then cut off', { kind: 'brokenJson' }],
	])('what may have been made is not made again: %s', async (_, fault) => {
		onSecond('POST', fault);
		const error = errorOf(await stage.run(create, items));
		expect(error.message).toMatch(/^Not known whether OVHcloud carried this out/);
		expect(count('POST')).toBe(2);
		expect(senders()).not.toContain('SHOPC');
	});

	test('what was deleted, and what may have been, counts as deleted', async () => {
		for (const sender of names) stage.sandbox.state.addSender('sms-xx12345-1', { sender });
		onSecond('DELETE', { kind: 'resetAfter' });
		const output = jsonOf(await stage.run(remove, items));
		expect(output).toEqual(names.map((id) => ({ deleted: true, id })));
		expect(senders().filter((name) => names.includes(name))).toEqual([]);
	});

	test('what never existed is an error still', async () => {
		const error = errorOf(await stage.run(remove, [items[0]]));
		expect(error.httpCode).toBe('404');
	});
});

test('the same change for two items is made for each of them', async () => {
	const twice = [{ json: { name: 'SHOPA' } }, { json: { name: 'SHOPA' } }];
	const error = errorOf(await stage.run(create, twice));
	expect(error.itemIndex).toBe(1);
	expect(error.message).toContain('conflicts');
});

test('no password stands in what an execution remembers', async () => {
	const file = workflow('user', 'create', { login: 'shop', password: 'Secret12' });
	const run = await stage.run(file);
	expect(jsonOf(run)).toMatchObject([{ login: 'shop' }]);
	const { executionData } = run.data;
	expect(JSON.stringify(executionData?.contextData)).not.toContain('Secret12');
	expect(JSON.stringify(jsonOf(run))).not.toContain('Secret12');
});
