import { given } from '../helpers/eventKey';
import { ACCOUNT } from '../helpers/sending';
import { setTriggerStage, until } from '../helpers/triggers';
import { byId } from '../helpers/workflows';

const on = setTriggerStage();
const FOREIGN = 'https://crm.example.com/sms?key=abc';
const REPLACE = { options: { replaceExisting: true } };

const addresses = () => {
	const { callBack, stopCallBack, smsResponse } = on.account.details;
	return structuredClone({ callBack, stopCallBack, smsResponse });
};
const refuse = (path: string, status: number, method?: string) =>
	on.stage.sandbox.faults.add({ kind: 'status', status, path, method, times: Infinity });

describe('where OVHcloud does not keep an address as it was written', () => {
	test('one that is cut is written without what it covers, which n8n keeps', async () => {
		on.account.details.callBack = `https://crm.example.com/${'long/'.repeat(20)}`;
		const before = addresses();
		on.stage.sandbox.quirks.addressLength = 255;
		const watching = on.instant(REPLACE);
		await on.host.activate(watching);
		expect(addresses().callBack).toMatch(/\/d[0-9a-f]{32}$/);
		on.send('+33612345678');
		await on.settled();
		expect(watching.items).toHaveLength(1);
		await on.host.deactivate(watching);
		expect(addresses()).toEqual(before);
	});

	test('one that is too short for any address fails, and everything is as before', async () => {
		on.account.details.callBack = FOREIGN;
		const before = addresses();
		on.stage.sandbox.quirks.addressLength = 60;
		await expect(on.host.activate(on.instant(REPLACE))).rejects.toMatchObject({
			message: `OVHcloud does not keep n8n's address on ${ACCOUNT} as it is`,
			description: expect.stringMatching(/All is as before.*WEBHOOK_URL/s) as string,
		});
		expect(addresses()).toEqual(before);
	});

	test.each([true, false])('an address is cleared, whether null clears it: %s', async (clears) => {
		const before = addresses();
		on.stage.sandbox.quirks.nullClears = clears;
		const watching = on.instant();
		await on.host.activate(watching);
		await on.host.deactivate(watching);
		expect(addresses()).toEqual(before);
	});
});

describe('a place that something else has', () => {
	test('of another workflow is refused with its name and what to do', async () => {
		await on.host.activate(on.instant());
		const registered = addresses();
		await expect(on.host.activate(on.instant({ events: ['optOut'] }))).rejects.toMatchObject({
			message: expect.stringMatching(
				/gets the opt-outs of .*the workflow ".+", the OVHcloud SMS/,
			) as string,
			description: expect.stringMatching(/Switch.*Polling Trigger.*Replace/s) as string,
		});
		expect(addresses()).toEqual(registered);
	});

	test('holds an address that tells nobody without the credential what it covers', async () => {
		on.account.details.callBack = FOREIGN;
		await on.host.activate(on.instant(REPLACE));
		const sealed = String(on.account.details.callBack).split('.').at(-1) ?? '';
		expect(sealed.length).toBeGreaterThan(40);
		expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('crm');
	});

	test('is not taken by a copy of the database on another n8n', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		const registered = addresses();
		// The same workflow and static data under another address.
		on.host.publicUrl = 'http://127.0.0.1:9';
		watching.active = false;
		await expect(on.host.activate(watching)).rejects.toThrow('Something else gets');
		expect(addresses()).toEqual(registered);
		await on.host.deactivate(watching);
		expect(addresses()).toEqual(registered);
	});
});

describe('an account that cannot be reached', () => {
	test('at the deactivation gets its addresses back later', async () => {
		const before = addresses();
		const watching = on.instant();
		await on.host.activate(watching);
		const fault = refuse('/sms/*', 403, 'PUT');
		await on.host.deactivate(watching);
		expect(addresses()).not.toEqual(before);
		on.stage.sandbox.faults.remove(fault);
		await until(() => on.account.details.callBack === null);
		await until(() => JSON.stringify(addresses()) === JSON.stringify(before));
		expect(watching.deactivationErrors).toEqual([]);
	});

	test('at the start of n8n keeps its registration', async () => {
		on.host.publicationService = false;
		const watching = on.instant();
		await on.host.activate(watching);
		const registered = addresses();
		const fault = refuse(`/sms/${ACCOUNT}`, 403);
		await on.host.restart();
		expect(watching.activationErrors).toEqual([]);
		on.stage.sandbox.faults.remove(fault);
		expect(addresses()).toEqual(registered);
		const id = on.receive('Hello');
		await on.settled();
		expect(given(watching)).toEqual([`messageReceived ${id}`]);
	});

	test('because it is gone holds up no activation on another one', async () => {
		const gone = [...on.stage.sandbox.state.accounts.keys()][1];
		const watching = on.instant({ account: byId(gone) });
		await on.host.activate(watching);
		on.stage.sandbox.state.accounts.delete(gone);
		await on.host.deactivate(watching);
		expect(watching.saved).toContain(`"places":{"${gone}"`);
		Object.assign(watching.node.parameters, { account: byId(ACCOUNT) });
		await on.host.activate(watching);
		const id = on.receive('Hello');
		await on.settled();
		expect(given(watching)).toEqual([`messageReceived ${id}`]);
		expect(watching.saved).not.toContain(gone);
	});
});

test('a publication while another process looks into a call leaves the trigger able to hear', async () => {
	const watching = on.instant();
	on.host.callsGoTo(await on.host.secondProcess());
	await on.host.activate(watching);
	on.stage.sandbox.faults.add({ kind: 'delay', ms: 1500, path: '/sms/*/outgoing/*' });
	const first = on.send('+33612345678');
	await until(() => on.stage.sandbox.requests.some(({ path }) => path.includes('/outgoing')));
	await on.host.deactivate(watching);
	await on.host.activate(watching);
	await on.settled();
	const second = on.send('+33611111111');
	await until(() => watching.items.length >= 2);
	await on.settled();
	expect(given(watching)).toEqual([first, second].map(({ id }) => `deliveryReport ${id}`));
	expect(on.stage.sandbox.callbacks.calls.at(-1)?.status).toBe(200);
});

test('odd bodies and parameters never fail a call', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	const address = String(on.account.details.smsResponse.cgiUrl);
	for (const [type, body] of [
		['application/json', '{"id":{"toString":null},"message":[["x"]]}'],
		['application/json', '{"__proto__":{"id":"1"},"id":["7"],"senderid":{}}'],
		['application/x-www-form-urlencoded', 'id[toString]=1&id=2&id=3&constructor=x'],
		['text/plain', 'id=1'],
	]) {
		const headers = { 'content-type': type };
		const answer = await fetch(`${address}?id[]=1&id[toString]=2`, {
			method: 'POST',
			headers,
			body,
		});
		expect([answer.status, await answer.text()]).toEqual([200, '']);
	}
	await on.settled();
	expect(watching.errors).toEqual([]);
	expect(watching.items).toEqual([]);
});
