import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { redact, toNodeError } from '../../operations/errors';
import { resolveEndpoint } from '../../ovh/endpoints';
import { type FailureFacts, OvhError } from '../../ovh/errors';
import { explain } from '../../ovh/explain';
import { InputError } from '../../sms/inputError';
import { keys } from './signature-vectors.json';

const node: INode = {
	id: '1',
	name: 'OVHcloud SMS',
	type: 'n8n-nodes-ovh-sms.ovhSms',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const endpoint = resolveEndpoint({});
const secrets = Object.values(keys);
const shown = (error: unknown, itemIndex = 3) =>
	toNodeError(error, { node, itemIndex, secrets, endpoint, account: 'x' });

const facts: FailureFacts = {
	kind: 'server',
	method: 'POST',
	route: '/sms/{serviceName}/jobs',
	path: '/sms/x/jobs',
	effect: 'unknown',
	status: 503,
};

describe('what n8n shows', () => {
	test.each<[what: string, change: Partial<FailureFacts>]>([
		['a failure of OVHcloud', {}],
		['a refusal', { kind: 'right', status: 403, code: 'NOT_GRANTED_CALL', effect: 'none' }],
		['something missing', { kind: 'notFound', status: 404, reason: 'This service does not exist' }],
		['too many requests', { kind: 'rateLimit', status: 429 }],
		['no connection', { kind: 'connection', status: undefined, reason: 'ECONNREFUSED' }],
		['a reset connection', { kind: 'connection', status: undefined, reason: 'ECONNRESET' }],
		['a timeout', { kind: 'timeout', status: undefined, reason: 'ETIMEDOUT' }],
	])("for %s is the explanation, not n8n's own text", (_, change) => {
		const all = { ...facts, ...change };
		const error = shown(new OvhError(all));
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject(explain(all, { endpoint, account: 'x' }));
		expect(error.context).toMatchObject({ itemIndex: 3 });
		expect((error as NodeApiError).httpCode ?? undefined).toBe(all.status?.toString());
		expect(error.context.data).toEqual(JSON.parse(JSON.stringify(all)));
	});

	test('for an unusable value names the item and the advice', () => {
		const error = shown(new InputError('Send At', 'is in the past', 'Choose a later moment.'));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('"Send At" is in the past [item 3]');
		expect(error.description).toBe('Choose a later moment.');
		expect(error.context.itemIndex).toBe(3);
	});

	test.each([new Error('unforeseen'), 'unforeseen'])(
		'for anything else is its message: %s',
		(thrown) => {
			const error = shown(thrown);
			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error.message).toBe('unforeseen');
		},
	);

	test('for an error of n8n is that error, with its own item', () => {
		const original = new NodeOperationError(node, 'Not like this', { itemIndex: 0 });
		expect(shown(original)).toBe(original);
		expect(original.context.itemIndex).toBe(0);
		const without = new NodeOperationError(node, 'Nor like this');
		expect(shown(without).context.itemIndex).toBe(3);
	});

	test.each(secrets)('never holds a secret (%#)', (secret) => {
		const reason = `refused for ${secret}, ${secret}`;
		for (const thrown of [new OvhError({ ...facts, reason, code: secret }), new Error(reason)]) {
			const error = shown(thrown);
			const everything = [error.message, error.description, JSON.stringify(error), error.stack];
			expect(everything.join(' ')).not.toContain(secret);
			expect(everything.join(' ')).toContain('*****');
		}
	});
});

test('secrets are stars, all else stays', () => {
	expect(redact('a.b a*b', ['a.b'])).toBe('***** a*b');
	expect(redact('nothing here', [])).toBe('nothing here');
});
