import type { Sandbox } from '../../sandbox';
import { handlers } from '../../sandbox/routes';
import { ACCOUNT, NUMBER, USER } from '../../sandbox/routes/context';
import { apiSchema, routeName } from '../../sandbox/schema/api';
import { otherRoutes } from '../../sandbox/schema/otherRoutes';
import { call, send } from './client';
import { closeSandboxes, open, ACCOUNT as FIRST } from './world';

/** Routes that want more than what the schema calls required, or values of a certain form. */
const NEEDS_MORE = new Set([
	...[ACCOUNT, USER, NUMBER].map((prefix) => `POST ${prefix}/jobs`),
	...[ACCOUNT, USER].map((prefix) => `POST ${prefix}/receivers`),
	`POST ${ACCOUNT}/batches`,
	`POST ${ACCOUNT}/hlr`,
	`POST ${ACCOUNT}/users`,
	`GET ${ACCOUNT}/exceptions`,
]);

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await open();
	const account = sandbox.state.accounts.get(sandbox.accountName);
	if (account) account.details.smpp = true;
	account?.receiverLists.clear();
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
		expect([200, 404, ...(NEEDS_MORE.has(routeName(route)) ? [400] : [])]).toContain(answer.status);

		const unsigned = await send(sandbox.baseUrl + path, route.method, {});
		expect(unsigned.status === 403).toBe(route.auth);
	});

	test('has a behaviour, and there is no other', () => {
		const names = [...otherRoutes, ...apiSchema.routes].map(routeName);
		expect(Object.keys(handlers).sort()).toEqual([...new Set(names)].sort());
	});

	test('is signed and checked like the others', async () => {
		const create = { method: 'POST', path: `${FIRST}/users`, body: { login: 'x' } };
		expect(await call(sandbox, create)).toMatchObject({
			status: 400,
			json: { message: 'Missing parameter: password' },
		});
	});
});
