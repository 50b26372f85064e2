import type { SendRequest } from '../../../src/sending/plan';
import { derivedTag, type ExecutionName, LONGEST_TAG, onceTag } from '../../../src/sending/tag';
import { randomText, seeded } from '../../helpers/random';
import { refused } from '../../helpers/refused';

const name: ExecutionName = {
	executionId: '231',
	workflowId: 'aB3',
	nodeName: 'OVHcloud SMS',
	runIndex: '0',
};
const request: SendRequest = {
	account: 'sms-ab12345-1',
	message: {
		from: { senderType: 'sender', sender: 'MyShop' },
		message: 'Hello',
		messageType: 'transactional',
		options: {},
	},
	once: false,
	shares: [
		{ item: 0, receiver: '+33612345678' },
		{ item: 1, receiver: '+33698765432' },
	],
};
describe('the tag of a request that has none', () => {
	test('is short, plain and recognisable', () => {
		const own = derivedTag(name, request);
		expect(own).toMatch(/^n8n-[0-9a-f]{16}$/);
		expect(own.length).toBeLessThanOrEqual(LONGEST_TAG);
	});

	test('is the same for the same request in each try', () => {
		const copy = JSON.parse(JSON.stringify({ name, request })) as {
			name: ExecutionName;
			request: SendRequest;
		};
		expect(derivedTag(copy.name, copy.request)).toBe(derivedTag(name, request));
	});

	// Fewer of them, once the others have their message.
	test('does not depend on the receivers after the first', () => {
		const first = { ...request, shares: request.shares.slice(0, 1) };
		expect(derivedTag(name, first)).toBe(derivedTag(name, request));
	});

	test('differs from that of any other execution, node, account, text and receiver', () => {
		const { message } = request;
		const tags = [
			derivedTag(name, request),
			derivedTag({ ...name, executionId: '232' }, request),
			derivedTag({ ...name, workflowId: 'aB4' }, request),
			derivedTag({ ...name, nodeName: 'OVHcloud SMS1' }, request),
			derivedTag({ ...name, runIndex: '1' }, request),
			derivedTag(name, { ...request, account: 'sms-ab12345-2' }),
			derivedTag(name, { ...request, message: { ...message, message: 'Hello!' } }),
			derivedTag(name, { ...request, message: { ...message, sendAt: 1_700_000_000 } }),
			derivedTag(name, { ...request, message: { ...message, options: { priority: 'low' } } }),
			derivedTag(name, {
				...request,
				message: { ...message, from: { senderType: 'shortNumber' } },
			}),
			derivedTag(name, { ...request, shares: request.shares.slice(1) }),
			derivedTag(name, { ...request, shares: [{ item: 1, receiver: '+33612345678' }] }),
			derivedTag(name, { ...request, shares: [{ item: 0, receiver: '+33612345679' }] }),
		];
		expect(new Set(tags).size).toBe(tags.length);
	});

	test('does not run values into each other', () => {
		const one = derivedTag({ ...name, executionId: '1', workflowId: '23' }, request);
		const other = derivedTag({ ...name, executionId: '12', workflowId: '3' }, request);
		expect(one).not.toBe(other);
	});
});

describe('the tag of a once key', () => {
	test.each(['a', 'order-42', 'order_42:paid', '2026-01-15T09:30', 'x'.repeat(20)])(
		'is the key, where it can be one: %s',
		(key) => {
			expect(onceTag(key)).toBe(key);
		},
	);

	test.each(['x'.repeat(21), 'order 42', 'Bestellung #42', 'été', '🎉', 'a\nb', 'x'.repeat(200)])(
		'stands for the key, where it cannot: %j',
		(key) => {
			expect(onceTag(key)).toMatch(/^once-[0-9a-f]{15}$/);
			expect(onceTag(key)).toBe(onceTag(key));
		},
	);

	test('is another one for each key (1000 pseudo-random ones)', () => {
		const random = seeded(20);
		const keys = new Set(Array.from({ length: 1000 }, () => `${randomText(random)}.`));
		const tags = new Set([...keys].map((key) => onceTag(key)));
		expect(tags.size).toBe(keys.size);
		for (const onceKeyTag of tags) expect(onceKeyTag.length).toBeLessThanOrEqual(LONGEST_TAG);
	});

	test.each(['', ' ', '\n'])('does not exist for an empty key: %j', (key) => {
		const { message, advice } = refused(() => onceTag(key));
		expect(message).toBe('"Once Key" is empty');
		expect(advice).toContain('such as an order number');
	});
});

describe('a once key of which a part is missing is refused', () => {
	const ONE = '=order-{{ $json.id }}';
	const TWO = '={{ $json.shop }}/{{ $json.id }}';
	const THREE = '={{ $json.shop }}-{{ $json.id }}-{{ $json.state }}';
	const CODE = "={{ 'order-' + $json.id }}";

	test.each([
		['order-', ONE],
		['order-undefined', ONE],
		['order-null', ONE],
		['order-NaN', CODE],
		['order-', CODE],
		['-42', "={{ $json.shop + '-' + $json.id }}"],
		['/42', TWO],
		['lyon/', TWO],
		['/', TWO],
		['lyon--paid', THREE],
		['-42-paid', THREE],
		['lyon-42-', THREE],
		['order-[object Object]', ONE],
		['visit Invalid DateTime', ONE],
		['undefined', undefined],
		['order', '=order{{ $json.id }}'],
		['paid', '={{ $json.id }}paid'],
		['a--5', '=a-{{ $json.x }}-{{ $json.y }}'],
		['a-1-end', '=a-{{ $json.x }}-{{ $json.y }}end'],
		['a1b-', '=a{{ $json.x }}b{{ $json.y }}'],
	])('%j of %j', (key, expression) => {
		const { message, advice } = refused(() => onceTag(key, expression));
		expect(message).toBe(`"Once Key" lacks a part: "${key}"`);
		expect(advice).toContain('leave out items that lack the field');
	});

	test.each([
		['order-42', ONE],
		['order-nullmeridian', ONE],
		['lyon/42', TWO],
		['lyon-42-paid', THREE],
		['a-b-42-paid', THREE],
		['42-', '={{ $json.id }}-'],
		['-42', '=-{{ $json.id }}'],
		['order-', undefined],
		['--', undefined],
		['lyon42', '={{ $json.shop }}{{ $json.id }}'],
		['order-42', CODE],
		['a-1-2', '=a-{{ $json.x }}-{{ $json.y }}'],
		['written by hand', '=a-{{ $json.x }}-{{ $json.y }}'],
		['a=b', '={{ $json.x }}=b'],
	])('but not %j of %j', (key, expression) => {
		expect(onceTag(key, expression)).toBe(onceTag(key));
	});
});
