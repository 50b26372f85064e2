import { setTriggerStage, until } from '../helpers/triggers';

const on = setTriggerStage();

const call = async (url: string) => (await fetch(url)).status;

describe('nothing that comes in is trusted', () => {
	test('a call without the secret gets 404, starts nothing and asks OVHcloud nothing', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		// After its activation it looks once by itself.
		await until(() => on.host.paths.length > 0);
		await on.settled();
		// Behind a dot stands what the address covers.
		const [address] = String(on.account.details.callBack).split(/\.(?=[\w-]+$)/);
		on.stage.sandbox.callbacks.controls.lost = ['state'];
		const { id } = on.send('+33612345678');
		const before = on.stage.sandbox.requests.length;
		for (const wrong of [
			address.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
			address.slice(0, -1),
			address.slice(0, -33),
			`${address.slice(0, -32)}${'0'.repeat(32)}`,
		]) {
			expect(await call(`${wrong}?id=${id}&ptt=4&description=1`)).toBe(404);
		}
		expect(watching.executions).toEqual([]);
		expect(on.stage.sandbox.requests).toHaveLength(before);
		expect(await call(`${address}?id=${id}&ptt=4&description=1`)).toBe(200);
		await on.settled();
		expect(watching.items).toMatchObject([{ id }]);
	});

	test('what a call says is never given out: the SMS is read', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		const sms = on.send('+33612345678');
		await on.settled();
		watching.executions.length = 0;
		const address = on.account.details.callBack;
		expect(await call(`${address}?id=${sms.id}&ptt=23&description=2&message=forged`)).toBe(200);
		expect(await call(`${address}?id=99999&ptt=4&description=1`)).toBe(200);
		await on.settled();
		expect(watching.executions).toEqual([]);
	});

	test('an address is worth nothing while the workflow is not active', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		const old = String(on.account.details.callBack);
		await on.host.deactivate(watching);
		expect(await call(old)).toBe(404);
	});

	test('an unnamed SMS is found, however OVHcloud adds its parameters', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		on.stage.sandbox.callbacks.controls.lost = ['state'];
		const first = on.send('+33612345678');
		const address = String(on.account.details.callBack);
		expect(await call(`${address}?x=1?id=${first.id}`)).toBe(200);
		await on.settled();
		expect(watching.items).toMatchObject([{ id: first.id }]);
		const second = on.send('+33611111111');
		expect(await call(address)).toBe(200);
		await on.settled();
		expect(watching.items).toMatchObject([{ id: first.id }, { id: second.id }]);
	});
});

describe('when OVHcloud is slow, late or down', () => {
	test('the answer does not wait for it', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		on.stage.sandbox.faults.add({ kind: 'delay', ms: 2500, path: '/sms/*/outgoing/*' });
		on.send('+33612345678');
		await on.stage.sandbox.callbacks.settled();
		expect(on.stage.sandbox.callbacks.calls).toMatchObject([{ status: 200, attempt: 1 }]);
		expect(watching.items).toEqual([]);
		await on.settled();
		expect(watching.items).toMatchObject([{ event: 'deliveryReport' }]);
	});

	test('a state that is told before it can be read is waited for', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		on.stage.sandbox.callbacks.controls.lost = ['state'];
		const sms = on.send('+33612345678');
		const final = sms.outcome;
		sms.outcome = { ptt: 3, deliveryReceipt: 4 };
		const address = String(on.account.details.callBack);
		const called = call(`${address}?id=${sms.id}&ptt=4&description=1`);
		await until(() => on.stage.sandbox.requests.some(({ path }) => path.includes('/outgoing/')));
		sms.outcome = final;
		await called;
		await on.settled();
		expect(watching.items).toMatchObject([{ id: sms.id, status: 'delivered' }]);
	});

	test('what could not be read is shown, and comes with the next call', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		const fault = on.stage.sandbox.faults.add({
			kind: 'status',
			status: 403,
			path: '/sms/*/outgoing/*',
			times: Infinity,
		});
		on.stage.sandbox.callbacks.controls.retries = 0;
		const lost = on.send('+33612345678');
		await on.settled();
		expect(watching.errors.map(({ message }) => message)).not.toEqual([]);
		expect(watching.items).toEqual([]);
		on.stage.sandbox.faults.remove(fault);
		const next = on.send('+33611111111');
		await on.settled();
		expect(watching.items.map(({ id }) => id).sort()).toEqual([lost.id, next.id]);
	});
});
