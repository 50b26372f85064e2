import type { INode } from 'n8n-workflow';

import { type AnsweringServer, type Asked, startAnswering } from '../helpers/answering';
import { credentialFor } from '../helpers/credentialFor';
import { Engine } from '../helpers/engine';
import { ACCOUNT } from '../helpers/operations';
import { errorOf, jsonOf } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';
import { keys as KEYS } from '../helpers/signature-vectors.json';

let engine: Engine;
let server: AnsweringServer;
/** What is answered to `METHOD path below the account`: a value, or a status and a value. */
let answers: Record<string, unknown> = {};
let asked: Asked[] = [];

beforeAll(async () => {
	engine = await Engine.start();
	server = await startAnswering((request) => {
		asked.push(request);
		const path = request.url.replace(`/1.0/sms/${ACCOUNT}`, '').split('?')[0];
		const answer = answers[`${request.method} ${path}`];
		const [status, value] = Array.isArray(answer) && answer.length === 2 ? answer : [200, answer];
		const headers = { 'Content-Type': 'application/json' };
		return { status: Number(status), headers, body: JSON.stringify(value) ?? '' };
	});
});
afterAll(async () => {
	await server.close();
});
beforeEach(() => {
	answers = {};
	asked = [];
});

async function run(resource: string, operation: string, more: INode['parameters'] = {}) {
	const file = single({ resource, operation, account: byId(ACCOUNT), ...more });
	return await engine.run(file, credentialFor(server, KEYS));
}

const TEMPLATE = { name: 'shipped', activity: 'transactional', message: 'Order #VALUE#' };

test.each([null, 'x', 5])(
	'an object that is %j cannot be read, and is said to be so',
	async (value) => {
		answers = { 'GET /jobs/1': value };
		const error = errorOf(await run('job', 'get', { jobId: byId('1') }));
		expect(error.message).toBe('OVHcloud sent an answer that cannot be read');
		expect(error.description).toContain('an object was expected');
	},
);

describe('what was made, and cannot be read afterwards, is reported as made', () => {
	test('where the answer is no object', async () => {
		answers = { 'POST /templatesControl': null, 'GET /templatesControl/shipped': 'x' };
		expect(jsonOf(await run('template', 'create', TEMPLATE))).toEqual([
			{
				name: 'shipped',
				detailsMissing: expect.stringContaining('Done, but it could not be read') as string,
			},
		]);
	});

	test.each([null, true, ['a', 'b', 'c']])('where OVHcloud gives no ID: %j', async (value) => {
		answers = { 'POST /phonebooks': value };
		expect(jsonOf(await run('phonebook', 'create', { name: 'Friends' }))).toEqual([
			{ success: true, detailsMissing: 'Done, but OVHcloud did not tell its ID' },
		]);
		expect(asked).toHaveLength(1);
	});

	test('without a secret that the server quotes', async () => {
		const message = `No right for ${KEYS.consumerKey} of ${KEYS.applicationKey}`;
		answers = {
			'POST /templatesControl': null,
			'GET /templatesControl/shipped': [400, { message }],
		};
		const [{ detailsMissing }] = jsonOf(await run('template', 'create', TEMPLATE));
		expect(detailsMissing).toContain('No right for ***** of *****');
	});
});

test('a refused sender whose state is nonsense is only a refused sender', async () => {
	answers = {
		'POST /jobs': [403, { message: 'Sms sender BOUTIQUE does not exist. Please create it first' }],
		'GET /senders/BOUTIQUE': { status: { a: 1 }, comment: ['x'] },
	};
	const parameters = { to: '+33612345678', message: 'Hello', senderType: 'sender' };
	const error = errorOf(await run('sms', 'send', { ...parameters, sender: byId('BOUTIQUE') }));
	expect(error.message).toBe(
		`The sender "BOUTIQUE" does not exist on the SMS account "${ACCOUNT}"`,
	);
	answers['GET /senders/BOUTIQUE'] = null;
	const other = errorOf(await run('sms', 'send', { ...parameters, sender: byId('BOUTIQUE') }));
	expect(other.message).toBe(error.message);
});

test('of the accounts of the token, those without a name are not named', async () => {
	answers = {
		'GET /jobs/1': [404, { message: 'This service does not exist' }],
		'GET /1.0/sms': [null, {}, 'sms-zz1-1'],
	};
	const { description } = errorOf(await run('job', 'get', { jobId: byId('1') }));
	expect(description).toContain('This token sees "sms-zz1-1".');
});

test.each([null, {}, { creditsLeft: '5' }])('credits left are a number, not %j', async (value) => {
	answers = { 'GET ': value };
	const error = errorOf(await run('sms', 'estimate', { message: 'Hello' }));
	expect(error.message).toBe('OVHcloud sent an answer that cannot be read');
});

test.each([null, {}, { ids: [null] }, { ids: 'x' }])(
	'lookups that may have begun are not begun again: %j',
	async (value) => {
		answers = { 'POST /hlr': value };
		const error = errorOf(await run('lookup', 'lookUp', { to: '+33612345678' }));
		expect(error.message).toContain('Not known whether OVHcloud carried this out');
		expect(asked).toHaveLength(1);
	},
);

test('an operator that cannot be read does not hide the lookup, nor an unread code the message', async () => {
	answers = { 'GET /hlr/1': { id: 1, status: 'done', valid: true }, 'GET /hlr/1/operator': null };
	expect(jsonOf(await run('lookup', 'get', { lookupId: byId('1') }))).toEqual([
		{
			id: 1,
			status: 'done',
			valid: true,
			detailsMissing: expect.stringContaining('an object') as string,
		},
	]);
	answers = {
		'GET /outgoing/1': { id: 1, ptt: 999, deliveryReceipt: 2 },
		'GET /1.0/sms/ptts': null,
	};
	expect(jsonOf(await run('outgoing', 'get', { outgoingId: byId('1') }))).toEqual([
		expect.objectContaining({ id: 1, status: 'failed' }),
	]);
});

test('a change is never packed, so that no answer to it is thrown away unread', async () => {
	answers = { 'DELETE /jobs/1': null, 'GET /jobs/1': { id: 1 } };
	await run('job', 'cancel', { jobId: byId('1') });
	await run('job', 'get', { jobId: byId('1') });
	expect(asked.map(({ headers }) => headers['accept-encoding'])).toEqual([
		'identity',
		expect.stringContaining('gzip'),
	]);
});
