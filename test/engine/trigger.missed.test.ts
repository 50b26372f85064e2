import { numbers } from '../helpers/sending';
import { given } from '../helpers/eventKey';
import { nextSecond, setTriggerStage, until } from '../helpers/triggers';

const on = setTriggerStage();

// As older lines of n8n do it; what holds without hooks at the start stands below.
beforeEach(() => {
	on.host.publicationService = false;
});

/** A reply, an opt-out and a delivery report. @returns what is to come of them */
function happen(): string[] {
	return [
		`messageReceived ${on.receive('Yes')}`,
		`messageReceived ${on.receive('STOP', '+33611111111')}`,
		'optOut +33611111111',
		`deliveryReport ${on.send('+33612345678').id}`,
	].sort();
}

/** The same while n8n is down, and OVHcloud does not call again. */
async function happenUnheard(): Promise<string[]> {
	on.host.stop();
	on.stage.sandbox.callbacks.controls.retries = 0;
	const expected = happen();
	await on.settled();
	return expected;
}

test('what OVHcloud called about while n8n was down, and gave up on, comes after the start', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	const expected = await happenUnheard();
	await on.host.restart();
	await until(() => watching.items.length >= expected.length);
	expect(given(watching)).toEqual(expected);
	expect(watching.errors).toEqual([]);
});

test('so does what n8n had answered, and was stopped over before it was read', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	const slow = on.stage.sandbox.faults.add({ kind: 'delay', ms: 2500, path: '/sms/*' });
	const expected = happen();
	await on.stage.sandbox.callbacks.settled();
	expect(on.stage.sandbox.callbacks.calls.map(({ status }) => status)).toEqual([
		200, 200, 200, 200,
	]);
	expect(watching.items).toEqual([]);
	on.stage.sandbox.faults.remove(slow);
	await on.host.restart();
	await until(() => watching.items.length >= expected.length);
	await on.settled();
	expect(given(watching)).toEqual(expected);
});

test('and what happens while the workflow is edited', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	await on.host.deactivate(watching);
	const expected = happen();
	await on.host.activate(watching);
	await until(() => watching.items.length >= expected.length);
	expect(given(watching)).toEqual(expected);
});

test('where n8n cannot reach itself, it comes with the next call', async () => {
	on.host.publicUrl = 'http://127.0.0.1:9';
	on.stage.sandbox.callbacks.controls.rewrite = (address) =>
		address.replace(on.host.publicUrl, on.host.url);
	const watching = on.instant();
	await on.host.activate(watching);
	const expected = await happenUnheard();
	await on.host.restart();
	expected.push(`messageReceived ${on.receive('Later')}`);
	await on.settled();
	expect(given(watching)).toEqual(expected.sort());
});

test('none of it comes twice, however often n8n is started and OVHcloud calls', async () => {
	const watching = on.instant();
	await on.host.activate(watching);
	const sms = on.send('+33612345678');
	const expected = [`deliveryReport ${sms.id}`].concat(happen()).sort();
	await on.settled();
	await on.host.restart();
	await on.host.restart();
	on.stage.sandbox.callbacks.tell(sms, { ptt: 4, deliveryReceipt: 1 });
	const asked = () => on.stage.sandbox.requests.filter(({ path }) => path.endsWith('/outgoing'));
	await until(() => asked().length >= 3);
	await on.settled();
	expect(given(watching)).toEqual(expected);
});

test('what is older than the activation does not come', async () => {
	happen();
	await nextSecond();
	const watching = on.instant();
	await on.host.activate(watching);
	await on.host.restart();
	const asked = () => on.stage.sandbox.requests.filter(({ path }) => path.endsWith('/outgoing'));
	await until(() => asked().length >= 2);
	await on.settled();
	expect(given(watching)).toEqual([]);
});

test('all of it comes, also what is more than one look reads', async () => {
	const watching = on.instant({ events: ['messageReceived', 'optOut'] });
	await on.host.activate(watching);
	on.host.stop();
	on.stage.sandbox.callbacks.controls.retries = 0;
	for (const receiver of numbers(420)) on.receive('STOP', receiver);
	await on.settled();
	await on.host.restart();
	await until(() => watching.items.length >= 840);
	await on.settled();
	expect(new Set(given(watching)).size).toBe(840);
	expect(watching.items).toHaveLength(840);
}, 90_000);

test('where n8n runs no hooks at its start, all of it comes with the next call', async () => {
	on.host.publicationService = true;
	const watching = on.instant();
	await on.host.activate(watching);
	const early = on.send('+33699999999');
	early.outcome = { ptt: 3, deliveryReceipt: 4 };
	await on.settled();
	const expected = await happenUnheard();
	early.outcome = { ptt: 4, deliveryReceipt: 1 };
	await on.host.restart();
	await on.settled();
	expect(watching.items).toEqual([]);
	expected.push(`deliveryReport ${early.id}`, `messageReceived ${on.receive('Later')}`);
	await on.settled();
	expect(given(watching)).toEqual(expected.sort());
});
