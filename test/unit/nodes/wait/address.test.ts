import { checkAddress } from '../../../../nodes/OvhSms/wait/address';
import type { OperationRun } from '../../../../src/operations/run';

/** A run whose n8n answers everywhere as it does for an execution that runs. */
function runAt(hints: string[]): OperationRun {
	const waiting = { executionId: '7', reach: async () => await Promise.resolve({ status: 409 }) };
	return { waiting, hint: (text: string) => hints.push(text) } as unknown as OperationRun;
}

const check = async (host: string, isCustom = false) => {
	const hints: string[] = [];
	await checkAddress(runAt(hints), `http://${host}/webhook-waiting/7/node?q=1`, isCustom);
	return hints;
};

test.each(['localhost', 'localhost:5678', '127.0.0.1', '127.1.2.3', '[::1]', '0.0.0.0'])(
	'%s is a phone of its own, and refused unless OVHcloud is a sandbox, too',
	async (host) => {
		await expect(check(host)).rejects.toThrow("a phone's own address");
		expect(await check(host, true)).toEqual([]);
	},
);

test.each([
	'10.0.0.4',
	'192.168.1.2:5678',
	'172.20.0.3',
	'100.64.1.1',
	'n8n',
	'n8n.local',
	'[fd00::1]',
])('%s is private: used, with a remark', async (host) => {
	expect(await check(host)).toEqual([expect.stringContaining('same network')]);
});

test.each(['n8n.example.com', '172.32.0.1', '100.128.0.1', '[2001:db8::1]'])(
	'%s is public',
	async (host) => {
		expect(await check(host)).toEqual([]);
	},
);
