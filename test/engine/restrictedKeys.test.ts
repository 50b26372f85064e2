import type { Keys } from '../../sandbox';
import { sentSms } from '../helpers/messages';
import { operator } from '../helpers/operations';
import { AT_ONCE, jsonOf, setStage } from '../helpers/stage';

/**
 * Keys with the rights of one use only. Whether OVHcloud then gives several objects with one request,
 * or whole objects in pages, is not known: it may refuse either in the words of a missing right.
 */
const stage = setStage(AT_ONCE);
const { workflow } = operator(stage);

const HISTORY = ['/sms/*/outgoing', '/sms/*/outgoing/*'];

function keysFor(...paths: string[]): Keys {
	return stage.sandbox.addToken({ rules: paths.map((path) => ({ method: 'GET', path })) });
}

const COUNT = 120;
const ids = () => Array.from({ length: COUNT }, () => sentSms(stage.sandbox).id).reverse();

async function history(keys: Keys) {
	const file = workflow('outgoing', 'getAll', { returnAll: true });
	const before = stage.sandbox.requests.length;
	const read = jsonOf(await stage.run(file, undefined, keys));
	const requests = stage.sandbox.requests.slice(before);
	return { ids: read.map(({ id }) => id), read, requests };
}

test('the rights to list and read are enough, for pages, too', async () => {
	const all = ids();
	const { ids: read, requests } = await history(keysFor(...HISTORY));
	expect(read).toEqual(all);
	expect(requests.length).toBeLessThanOrEqual(2);
});

describe.each([
	['keys without the right', 'This call has not been granted', 'add the right'],
	['a service account', 'User not granted for this request', 'its policy lacks the action for'],
])('where OVHcloud refuses as it does to %s', (_, message, missing) => {
	/** @param hits requests that it refuses: the first one of a list asks for pages */
	const refuse = (path: string, times: number) =>
		stage.sandbox.faults.add({ kind: 'status', status: 403, message, path, times });

	test('pages, the history is read by IDs, fifty at a time, and pages are not asked for again', async () => {
		const all = ids();
		const keys = keysFor(...HISTORY);
		refuse('/sms/*/outgoing', 1);
		const first = await history(keys);
		expect(first.ids).toEqual(all);
		// The page, the IDs, and three times fifty at most.
		expect(first.requests).toHaveLength(5);
		const second = await history(keys);
		expect(second.ids).toEqual(all);
		expect(second.requests).toHaveLength(4);
	});

	test('pages and several objects at once, it is read one by one', async () => {
		const all = ids();
		refuse('/sms/*/outgoing', 1);
		refuse('/sms/*/outgoing/*,*', Infinity);
		expect((await history(keysFor(...HISTORY))).ids).toEqual(all);
	});

	test('pages and each object, the IDs come with what is missing', async () => {
		const all = ids();
		refuse('/sms/*/outgoing', 1);
		refuse('/sms/*/outgoing/*', Infinity);
		const { ids: read, read: items } = await history(keysFor('/sms/*/outgoing'));
		expect(read).toEqual(all);
		expect(items[0].detailsMissing).toContain(`${missing} GET /sms/*/outgoing/*`);
	});

	test('the list itself, the error names the right', async () => {
		refuse('/sms/*/outgoing', 2);
		const file = workflow('outgoing', 'getAll', { returnAll: true });
		const { error } = (await stage.run(file)).data.resultData;
		expect(`${error?.message} ${error?.description}`).toMatch(/right|not granted|policy/i);
	});
});
