import type { Sandbox } from '../../sandbox';
import { apiSchema } from '../../sandbox/schema/api';
import { call, send } from './client';
import { ACCOUNT, closeSandboxes, open } from './world';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await open();
});
afterAll(closeSandboxes);

describe('every route of the schema', () => {
	const sample: Record<string, string> = { id: '1', slotId: '1', taskId: '1' };
	sample.documentID = '5d1f5a1e-8a52-4b6d-9d43-1c4c5a0e2a10';
	sample.serviceName = 'sms-xx12345-1';

	/** A text that reads as the type, for parameters that must be there. */
	const valueFor = (type: string): unknown => {
		const [first] = apiSchema.enums[type]?.values ?? [];
		const simple: Record<string, unknown> = { boolean: true, double: 1, long: 1 };
		return first ?? simple[type] ?? 'x';
	};

	test.each(apiSchema.routes)('$method $path is there, and needs its signature', async (route) => {
		const uuid = route.path.includes('/batches/{id}') ? { id: sample.documentID } : {};
		const path = route.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
			String({ ...sample, ...uuid }[name as 'id'] ?? 'x'),
		);
		const required = route.parameters.filter(({ required: must, name }) => must && name);
		const query = required
			.filter((parameter) => parameter.in === 'query')
			.map(({ name, type }) => `${name}=${String(valueFor(type))}`);
		const body = required
			.filter((parameter) => parameter.in === 'body')
			.map(({ name, type }) => [name, valueFor(type)] as const);
		const answer = await call(sandbox, {
			method: route.method,
			path: path + (query.length > 0 ? `?${query.join('&')}` : ''),
			body: ['POST', 'PUT'].includes(route.method) ? Object.fromEntries(body) : undefined,
		});
		// An object that is not there is a fine answer; an unknown address or a bad request is not.
		expect(answer.text).not.toContain('Got an invalid (or empty) URL');
		expect([200, 404, 501, ...(path.endsWith('/jobs') ? [400] : [])]).toContain(answer.status);

		const unsigned = await send(sandbox.baseUrl + path, route.method, {});
		expect(unsigned.status === 403).toBe(route.auth);
	});

	test('one that is not played yet says so, signed and checked like the others', async () => {
		const path = `${ACCOUNT}/users`;
		expect(await call(sandbox, { path })).toMatchObject({
			status: 501,
			json: { message: 'The sandbox does not implement GET /sms/{serviceName}/users yet' },
		});
		const create = { method: 'POST', path, body: { login: 'x' } };
		expect(await call(sandbox, create)).toMatchObject({
			status: 400,
			json: { message: 'Missing parameter: password' },
		});
	});
});
