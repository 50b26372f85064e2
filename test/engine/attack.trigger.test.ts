import { setTriggerStage, until } from '../helpers/triggers';

/**
 * Who knows the address of the trigger can make it look for events. n8n shows a workflow's static
 * data to everybody who may read the workflow, and logs the path of a call that it cannot place.
 */
const on = setTriggerStage();

/** The secret of the address that stands on the account. */
const secret = () => {
	const [found] = /(?<=\/d)[\da-f]{32}/.exec(String(on.account.details.callBack)) ?? [];
	if (!found) throw new Error('No trigger is registered');
	return found;
};

const call = async (address: unknown) => (await fetch(`${String(address)}?id=1`)).status;

describe("the secret of the trigger's address", () => {
	test('is not in the static data, by which it is known all the same', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		expect(await call(on.account.details.callBack)).toBe(200);
		await on.settled();
		expect(watching.saved).not.toContain(secret());
	});

	test('is in no path of the calls that n8n makes to itself', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		await until(() => on.host.paths.length > 0);
		await on.settled();
		expect(watching.answers).toMatchObject([{ status: 200 }]);
		expect(on.host.paths.join(' ')).not.toContain(secret());
	});

	test('is the same in each activation: what n8n had loaded before leaves it not deaf', async () => {
		const watching = on.instant();
		await on.host.activate(watching);
		const [before, old] = [secret(), watching.saved];
		await on.host.deactivate(watching);
		await on.host.activate(watching);
		expect(secret()).toBe(before);
		watching.saved = old;
		expect(await call(on.account.details.callBack)).toBe(200);
	});

	test('of a test in the editor is in no path, either', async () => {
		const watching = on.instant();
		on.receive('Hello');
		await on.host.startTest(watching);
		await until(() => watching.executions.length > 0);
		expect(on.host.paths.join(' ')).not.toMatch(/[\da-f]{32}/);
		expect(watching.items).toMatchObject([{ event: 'messageReceived' }]);
	});
});
