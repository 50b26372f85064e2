import type { INode } from 'n8n-workflow';

import { agentTool } from '../helpers/agentTool';
import { ACCOUNT, operator } from '../helpers/operations';
import { everythingIn } from '../helpers/secrets';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const { run, fail, requests, workflow } = operator(stage);

const RANDOM = '0123456789abcdef0123456789abcdef';
const BASE =
	'https://n8n.example.com/webhook/3fa85f64-5717-4562-b3fc-2c963f66afa6/ovh-sms-1a2b3c4d/';
const OWN = `${BASE}d${RANDOM}.aHR0cHM6Ly9leGFtcGxlLm9yZw`;
const FOREIGN = `https://me:pass@example.org/${RANDOM}/order-status-callback?key=inTheQuery#inTheFragment`;

const MASKED = {
	callBack: `${BASE}***`,
	stopCallBack: 'https://***@example.org/***/order-status-callback?***#***',
};

const details = () => {
	const account = stage.sandbox.state.accounts.get(ACCOUNT);
	if (!account) throw new Error('The sandbox has another account');
	return account.details;
};

beforeEach(() => {
	const account = details();
	account.callBack = OWN;
	account.stopCallBack = FOREIGN;
	Object.assign(account.smsResponse, { responseType: 'cgi', cgiUrl: OWN });
});

/** What stands on the account, and must stay there. */
const addresses = () => {
	const { callBack, stopCallBack, smsResponse } = details();
	return { callBack, stopCallBack, cgiUrl: smsResponse.cgiUrl };
};
const UNTOUCHED = { callBack: OWN, stopCallBack: FOREIGN, cgiUrl: OWN };

describe('the addresses of an account are masked', () => {
	const OUTPUTS: Array<[operation: string, parameters: INode['parameters']]> = [
		['get', { simplify: true }],
		['get', { simplify: false }],
		['getAll', { simplify: true, limit: 1 }],
		['getAll', { simplify: false, limit: 1 }],
		['update', { updateFields: { description: 'Shop' } }],
	];

	test.each(OUTPUTS)('in the output of %s %j', async (operation, parameters) => {
		const [item] = await run('account', operation, parameters);
		expect(item).toMatchObject(MASKED);
		const whole = parameters.simplify !== true;
		const smsResponse = { responseType: 'cgi', cgiUrl: `${BASE}***` };
		expect(item.smsResponse).toEqual(
			whole ? (expect.objectContaining(smsResponse) as unknown) : undefined,
		);
		expect(everythingIn(item)).not.toMatch(new RegExp(`${RANDOM}|pass|inThe`));
		expect(addresses()).toEqual(UNTOUCHED);
	});

	test.each(OUTPUTS)('for an agent, too: %s %j', async (operation, parameters) => {
		const node = { resource: 'account', operation, account: byId(ACCOUNT), ...parameters };
		const answer = await agentTool(stage.engine, stage.credential(), node)({});
		expect(JSON.parse(answer)).toMatchObject([MASKED]);
		expect(answer).not.toContain(RANDOM);
	});

	test('whatever Update has just written', async () => {
		const callBack = OWN.replace('1a2b3c4d', '5e6f7a8b');
		const result = await stage.run(
			workflow('account', 'update', { updateFields: { callBack: '={{ $json.address }}' } }),
			[{ json: { address: callBack } }],
		);
		expect(addresses().callBack).toBe(callBack);
		expect(everythingIn(result.data.resultData.runData['OVHcloud SMS'])).not.toContain(RANDOM);
	});
});

test('the addresses of an API user are masked like those of the account', async () => {
	const login = byId('till');
	await run('user', 'create', { login: 'till', password: 'Secret12' });
	const updateFields = { callBack: OWN, stopCallBack: FOREIGN };
	const outputs = [
		await run('user', 'update', { login, updateFields }),
		await run('user', 'get', { login }),
		(await run('user', 'getAll')).filter((user) => user.login === 'till'),
	];
	for (const items of outputs) expect(items).toEqual([expect.objectContaining(MASKED)]);
	const error = await fail('user', 'update', { login, updateFields: MASKED });
	expect(error.message).toContain('"Delivery Callback URL" is masked');
});

describe('a masked address is refused, and nothing is changed', () => {
	test.each([
		['callBack', 'Delivery Callback URL', MASKED.callBack],
		['stopCallBack', 'Opt-Out Callback URL', MASKED.stopCallBack],
		['cgiUrl', 'Reply Callback URL', MASKED.callBack],
	])('as %s', async (field, displayName, value) => {
		const updateFields = { description: 'Shop', [field]: value };
		const error = await fail('account', 'update', { updateFields });
		expect(error.message).toBe(
			`"${displayName}" is masked: its secret parts are stars, as the node gives addresses out`,
		);
		expect(error.description).toMatch(/Leave the field out .* give the whole address/);
		expect(requests()).toEqual([]);
		expect(addresses()).toEqual(UNTOUCHED);
	});

	test('where the output of Get goes into Update', async () => {
		const items = await run('account', 'get', { simplify: false });
		const before = stage.sandbox.requests.length;
		const updateFields = {
			responseType: '={{ $json.smsResponse.responseType }}',
			cgiUrl: '={{ $json.smsResponse.cgiUrl }}',
		};
		const error = await fail(
			'account',
			'update',
			{ updateFields },
			items.map((json) => ({ json })),
		);
		expect(error.message).toContain('"Reply Callback URL" is masked');
		expect(stage.sandbox.requests).toHaveLength(before);
		expect(addresses()).toEqual(UNTOUCHED);
	});

	test('for the item that has it, by its number', async () => {
		const file = workflow(
			'account',
			'update',
			{ updateFields: { callBack: '={{ $json.address }}' } },
			{ onError: 'continueRegularOutput' },
		);
		const input = ['https://example.org/dlr', MASKED.callBack];
		const result = await stage.run(
			file,
			input.map((address) => ({ json: { address } })),
		);
		const [first, second] = result.data.resultData.runData['OVHcloud SMS'][0].data?.main[0] ?? [];
		expect(first.json.callBack).toBe('https://example.org/dlr');
		expect(second.error?.message).toMatch(/is masked.*\[item 1\]$/);
		expect(addresses().callBack).toBe('https://example.org/dlr');
	});

	test('while a text with stars is none', async () => {
		const updateFields = { responseType: 'text', text: '*** Thank you ***' };
		const [item] = await run('account', 'update', { updateFields });
		expect(item.smsResponse).toMatchObject(updateFields);
	});
});

test('an address that OVHcloud quotes in a refusal stands in no error', async () => {
	stage.sandbox.faults.add({
		kind: 'status',
		status: 400,
		method: 'PUT',
		message: `Invalid callBack "${OWN}", expected less than (${OWN}) characters`,
	});
	const result = await stage.run(
		workflow('account', 'update', { updateFields: { callBack: '={{ $json.address }}' } }),
		[{ json: { address: OWN } }],
	);
	const { error, runData } = result.data.resultData;
	expect(error?.description).toContain(`Invalid callBack "${BASE}***"`);
	expect(everythingIn([error, runData['OVHcloud SMS']])).not.toContain(RANDOM);
});
