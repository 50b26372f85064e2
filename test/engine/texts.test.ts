import { createBatch } from '../helpers/batches';
import { sendWorkflow } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';

const stage = setStage();
const posts = () => stage.sandbox.requests.filter(({ method }) => method === 'POST');
const sentText = () => (JSON.parse(posts().at(-1)?.body ?? '') as { message: string }).message;

const ADA = '+33610000000';

describe.each([
	['Send', (message: string, options = {}) => sendWorkflow({ message, options })],
	['Batch', (message: string, options = {}) => createBatch({ to: ADA, message, options })],
])('the text of %s', (_, workflow) => {
	test.each(['Hi Ann undefined', 'NaN EUR', 'On Invalid DateTime', '={{ "[object Object]" }}'])(
		'%j is refused before anything is sent',
		async (message) => {
			const { message: why } = errorOf(await stage.run(workflow(message)));
			expect(why).toContain('"Message" holds');
			expect(posts()).toEqual([]);
		},
	);

	test('is refused with a placeholder in double braces, or with nothing to see', async () => {
		expect(errorOf(await stage.run(workflow('Hello {{ $json.name }}'))).message).toContain(
			'"{{ $json.name }}"',
		);
		expect(errorOf(await stage.run(workflow('\u200b\u3164'))).message).toContain('nobody can see');
		expect(posts()).toEqual([]);
	});

	test('is sent as it stands where leftovers are allowed', async () => {
		await stage.run(workflow('undefined {{x}} [object Object]', { allowLeftovers: true }));
		expect(sentText()).toBe('undefined {{x}} [object Object]');
	});

	test('goes out with LF and composed letters', async () => {
		await stage.run(workflow('a\r\npre\u0301nom'));
		expect(sentText()).toBe('a\npr\u00e9nom');
	});

	test('keeps its letters where replacing saves nothing', async () => {
		await stage.run(workflow('Forêt', { characters: 'replace' }));
		expect(sentText()).toBe('Forêt');
		await stage.run(workflow('Forêt', { characters: 'replaceAlways' }));
		expect(sentText()).toBe('Foret');
		await stage.run(workflow(`Forêt ${'a'.repeat(70)}`, { characters: 'replace' }));
		expect(sentText()).toBe(`Foret ${'a'.repeat(70)}`);
	});
});

test('placeholders and fields are the same in either normal form', async () => {
	const items = itemsOf({ number: ADA, prénom: 'Ada' });
	const run = await stage.run(
		createBatch({ recipients: 'items', message: 'Hi #pre\u0301nom#' }),
		items,
	);
	expect(jsonOf(run)).toHaveLength(1);
	const nfd = itemsOf({ number: ADA, 'pre\u0301nom': 'Ada' });
	expect(
		jsonOf(await stage.run(createBatch({ recipients: 'items', message: 'Hi #prénom#' }), nfd)),
	).toHaveLength(1);
});

test('what a field brings into a text is looked at, too', async () => {
	const items = itemsOf(
		{ number: ADA, name: 'Ada' },
		{ number: '+33610000001', name: 'undefined' },
	);
	const workflow = createBatch({ recipients: 'items', message: 'Hi #name#' });
	expect(errorOf(await stage.run(workflow, items)).message).toContain(
		'"Message" holds "undefined"',
	);
	expect(posts()).toEqual([]);
});

test('the numbers of a text through a short number are found before', async () => {
	for (const message of ['Call 01 23 45 67 89', 'bit.ly/abc', 'EXAMPLE.COM']) {
		const run = await stage.run(sendWorkflow({ message, senderType: 'shortNumber' }));
		expect(errorOf(run).message).toContain(`holds "${message.replace('Call ', '')}"`);
	}
	expect(posts()).toEqual([]);
});
