import { ACCOUNT } from '../helpers/sending';
import { setTriggerStage, until } from '../helpers/triggers';

const on = setTriggerStage();
const FOREIGN = 'https://crm.example.com/sms?key=abc';
const REPLACE = { options: { replaceExisting: true } };

const addresses = () => {
	const { callBack, stopCallBack, smsResponse } = on.account.details;
	return structuredClone({ callBack, stopCallBack, smsResponse });
};

const puts = () => on.stage.sandbox.requests.filter(({ method }) => method === 'PUT');

describe('the addresses of the account', () => {
	beforeEach(() => {
		Object.assign(on.account.details.smsResponse, { text: 'Thanks', cgiUrl: null });
	});

	test('are registered with one request that changes nothing else, and given back', async () => {
		const before = addresses();
		const watching = on.instant();
		await on.host.activate(watching);
		expect(Object.keys(JSON.parse(puts()[0].body) as object).sort()).toEqual([
			'callBack',
			'smsResponse',
			'stopCallBack',
		]);
		expect(addresses().smsResponse).toMatchObject({ responseType: 'cgi', text: 'Thanks' });
		expect(addresses().callBack).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhook\/[\w-]+\/ovh-sms-/);
		await on.host.deactivate(watching);
		expect(addresses()).toEqual(before);
		expect(puts()).toHaveLength(2);
	});

	test('stay as they are over a restart of n8n', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		const registered = addresses();
		await on.host.restart();
		expect(addresses()).toEqual(registered);
		expect(puts()).toHaveLength(1);
	});

	test('of something else are not touched, and the error says whose they are', async () => {
		on.account.details.callBack = FOREIGN;
		const before = addresses();
		await expect(on.host.activate(on.instant())).rejects.toMatchObject({
			message: `Something else gets the delivery reports of ${ACCOUNT}: the address https://crm.example.com/sms?***`,
			description: expect.stringMatching(/Replace Existing Address.*Polling Trigger/s) as string,
		});
		expect(addresses()).toEqual(before);
	});

	test('of something else are covered where that is asked for, and put back', async () => {
		Object.assign(on.account.details, { callBack: FOREIGN, stopCallBack: FOREIGN });
		on.account.details.smsResponse.responseType = 'text';
		const before = addresses();
		const watching = on.instant(REPLACE);
		await on.host.activate(watching);
		expect(addresses().callBack).not.toBe(FOREIGN);
		await on.host.deactivate(watching);
		expect(addresses()).toEqual(before);
	});

	test('that somebody set meanwhile stay as they are', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		on.account.details.callBack = FOREIGN;
		await on.host.deactivate(watching);
		expect(addresses()).toMatchObject({ callBack: FOREIGN, stopCallBack: null });
	});

	test.each([true, false])(
		'end as they began with two workflows, the first one leaving first: %s',
		async (firstLeavesFirst) => {
			on.account.details.callBack = FOREIGN;
			const before = addresses();
			const [first, second] = [on.instant(REPLACE), on.instant(REPLACE)];
			await on.host.activate(first);
			await on.host.activate(second);
			on.send('+33612345678');
			await on.settled();
			expect(second.items).toHaveLength(1);
			const order = firstLeavesFirst ? [first, second] : [second, first];
			for (const watching of order) await on.host.deactivate(watching);
			expect(addresses()).toEqual(before);
		},
	);

	test('are given back after a lost deactivation, even where n8n lost its data', async () => {
		on.account.details.callBack = FOREIGN;
		const before = addresses();
		const watching = on.instant(REPLACE);
		await on.host.activate(watching);
		watching.active = false;
		watching.saved = '{}';
		await on.host.activate(watching);
		await on.host.deactivate(watching);
		expect(addresses()).toEqual(before);
	});

	test('are registered even if the answer to that was lost', async () => {
		const before = addresses();
		const watching = on.instant();
		on.stage.sandbox.faults.add({ kind: 'resetAfter', method: 'PUT' });
		await on.host.activate(watching);
		expect(addresses().callBack).not.toBeNull();
		await on.host.deactivate(watching);
		expect(addresses()).toEqual(before);
	});

	test('are not registered for a trigger without a webhook id, which n8n would never find', async () => {
		const before = addresses();
		const watching = on.instant();
		delete watching.node.webhookId;
		await expect(on.host.activate(watching)).rejects.toMatchObject({
			message: expect.stringContaining('no webhook address') as string,
		});
		expect(addresses()).toEqual(before);
	});

	test('need a right, which the error names', async () => {
		const keys = on.stage.sandbox.addToken({ rules: [{ method: 'GET', path: '/sms/*' }] });
		const host = await on.hostWith(keys);
		try {
			const watching = host.add(on.instant().node);
			await expect(host.activate(watching)).rejects.toMatchObject({
				message: expect.stringContaining('PUT /sms/') as string,
			});
		} finally {
			await host.close();
		}
	});
});

describe('the test in the editor', () => {
	test('gives a recent event at once, and leaves no address', async () => {
		const before = addresses();
		on.receive('Older');
		const id = on.receive('Newest');
		const trying = on.instant({ events: ['messageReceived'] });
		await on.host.startTest(trying);
		await until(() => trying.items.length > 0);
		expect(trying.items).toMatchObject([{ event: 'messageReceived', id, message: 'Newest' }]);
		await until(() => trying.test === undefined);
		expect(addresses()).toEqual(before);
		expect(trying.saved).toBe('{}');
	});

	test('waits for an event where there is none, and leaves no address', async () => {
		const before = addresses();
		const trying = on.instant({ events: ['messageReceived'] });
		await on.host.startTest(trying);
		expect(addresses()).toEqual(before);
		on.receive('First');
		await until(() => trying.items.length > 0);
		expect(trying.items).toMatchObject([{ message: 'First' }]);
		await until(() => trying.test === undefined);
		expect(addresses()).toEqual(before);
	});

	test('that is cancelled leaves no address', async () => {
		const before = addresses();
		const trying = on.instant();
		await on.host.startTest(trying);
		await on.host.endTest(trying);
		expect(addresses()).toEqual(before);
	});

	test('beside the active workflow takes nothing away from it', async () => {
		const watching = on.instant(REPLACE);
		await on.host.activate(watching);
		const registered = addresses();
		await on.host.startTest(watching);
		expect(addresses()).toEqual(registered);
		on.receive('Real');
		// Once for the active workflow, and once for the test.
		await until(() => watching.executions.length === 2);
		expect(watching.items.map(({ message }) => message)).toEqual(['Real', 'Real']);
		expect(addresses()).toEqual(registered);
	});
});
