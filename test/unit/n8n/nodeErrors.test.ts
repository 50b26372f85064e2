import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { redact } from '../../../src/n8n/redact';
import { nodeErrorOf } from '../../../src/operations/failure';
import type { Endpoint } from '../../../src/ovh/endpoints';
import { type FailureFacts, OvhError } from '../../../src/ovh/errors';
import { explain } from '../../../src/n8n/explain';
import { InputError } from '../../../src/sms/inputError';
import { PartlySent, type RecipientResult } from '../../../src/sending/report';
import { keys } from '../../helpers/signature-vectors.json';

const node: INode = {
	id: '1',
	name: 'OVHcloud SMS',
	type: 'n8n-nodes-ovh-sms.ovhSms',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const endpoint: Endpoint = { name: 'ovh-eu', baseUrl: 'https://eu.api.ovh.com/1.0' };
const secrets = Object.values(keys);
const shown = (error: unknown, itemIndex = 3, hidden = secrets) =>
	nodeErrorOf(error, { node, itemIndex, secrets: hidden, endpoint, account: 'x' });

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
		'for anything else is its message (%#)',
		(thrown) => {
			const error = shown(thrown);
			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error.message).toBe('unforeseen');
			expect(error.description).toMatch(/please report it .*\/issues$/);
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

describe('an item of which some recipients were accepted', () => {
	const accepted: RecipientResult[] = [
		{ receiver: '+33612345678', input: '06 12 34 56 78', id: 7, status: 'accepted' },
		{ receiver: '+33698765432', input: '+33698765432', status: 'alreadySent' },
	];

	const partly = (
		failure: unknown,
		recipients: RecipientResult[],
		scope: 'item' | 'run' = 'item',
	) =>
		new PartlySent(
			failure,
			{ recipients, totalCreditsRemoved: 1, tag: 'n8n-1' },
			scope,
			recipients,
			1197,
		);

	test.each<[failure: unknown, own: () => { message: string; description?: string | null }]>([
		[new OvhError(facts), () => explain(facts, { endpoint, account: 'x' })],
		[
			new InputError('To', 'was refused by OVHcloud: +33699999999', 'Check them.'),
			() => ({
				message: '"To" was refused by OVHcloud: +33699999999 [item 3]',
				description: 'Check them.',
			}),
		],
		[
			new Error('unforeseen'),
			() => ({ message: 'unforeseen', description: shown(new Error('unforeseen')).description }),
		],
	])('fails as it would without them, and names them (%#)', (failure, own) => {
		const { message, description } = own();
		const error = shown(partly(failure, accepted));
		expect(error.message).toBe(`${message} (2 of 1,197 recipients have it)`);
		expect(error.description).toBe(
			`2 recipients of this item were accepted and have the message. ${description}`,
		);
		expect(error.context).toMatchObject({ itemIndex: 3, accepted });
		expect(error.constructor).toBe(shown(failure).constructor);
	});

	test('names those of whom nobody knows, too', () => {
		const unknown: RecipientResult[] = [
			{ receiver: '+33611111111', input: '06 11 11 11 11', status: 'unknown' },
		];
		const error = shown(partly(new OvhError(facts), [...accepted, ...unknown], 'run'));
		expect(error.description).toContain(
			'2 recipients of this run were accepted and have the message. It is not known whether OVHcloud has the message for "+33611111111". ',
		);
		expect(error.context).toMatchObject({ accepted, unknown });
		expect(shown(partly(new OvhError(facts), accepted)).context).not.toHaveProperty('unknown');
		const nobody = shown(partly(new OvhError(facts), unknown));
		expect(nobody.message).not.toContain('recipients');
		expect(nobody.description).toMatch(/^It is not known whether OVHcloud has the message for/);
	});

	test('that failed by itself names none', () => {
		expect(shown(new OvhError(facts)).context).not.toHaveProperty('accepted');
	});
});

test('secrets are stars, all else stays', () => {
	expect(redact('se.cret.s se*cret*s', ['se.cret.s'])).toBe('***** se*cret*s');
	expect(redact('12345678', ['12345678'])).toBe('*****');
	expect(redact('nothing here', [])).toBe('nothing here');
});

test.each(['', ' ', 'sms', '503', '1234567'])('%j is too short for a secret', (secret) => {
	expect(redact(`sms 503 1234567 ${secret}.`, [secret])).toBe(`sms 503 1234567 ${secret}.`);
});

test('a secret like part of the facts themselves spoils neither them nor others', () => {
	const all = { ...facts, kind: 'rateLimit' as const, retryAfterMs: 12345678, reason: 'a "b"' };
	const hidden = ['retryAfterMs', '12345678', '"path":"/sms', 'reason":"a'];
	expect(shown(new OvhError(all), 3, hidden).context.data).toEqual(all);
});

test('a secret with signs of JSON is found in the facts', () => {
	const secret = 'key "with" \\ and \n';
	const { context } = shown(new OvhError({ ...facts, reason: `no: ${secret}` }), 3, [secret]);
	expect(context.data).toMatchObject({ reason: 'no: *****' });
});
