import type { Endpoint } from '../../../src/ovh/endpoints';
import type { FailureFacts } from '../../../src/ovh/errors';
import { explain } from '../../../src/n8n/explain';
import { missingActions, policyFor } from '../../../src/n8n/iamPolicy';

const endpoint: Endpoint = { name: 'ovh-ca', baseUrl: 'https://ca.api.ovh.com/1.0' };
const account = 'sms-ab12345-1';

const facts = (changes: Partial<FailureFacts> = {}): FailureFacts => ({
	kind: 'iam',
	method: 'POST',
	route: '/sms/{serviceName}/jobs',
	path: `/sms/${account}/jobs`,
	effect: 'none',
	status: 403,
	...changes,
});

describe('the action that is missing', () => {
	test.each<[what: string, changes: Partial<FailureFacts>, actions: string[]]>([
		[
			'is the one that OVHcloud names',
			{ missingActions: 'sms:apiovh:other' },
			['sms:apiovh:other'],
		],
		[
			'may be several',
			{ missingActions: 'sms:apiovh:a, sms:apiovh:b/c' },
			['sms:apiovh:a', 'sms:apiovh:b/c'],
		],
		['is that of the route where OVHcloud names none', {}, ['sms:apiovh:jobs/create']],
		[
			'is no text that OVHcloud may have written',
			{ missingActions: '"}<b>' },
			['sms:apiovh:jobs/create'],
		],
		['is not known of other routes', { method: 'GET', route: '/me' }, []],
	])('%s', (_, changes, actions) => {
		expect(missingActions(facts(changes))).toEqual(actions);
	});
});

describe('the policy', () => {
	const clientId = 'CA.1234';

	test('names the region, the service account, the resource of each action', () => {
		const actions = [
			'sms:apiovh:jobs/create',
			'account:apiovh:sms/estimate',
			'smsVirtualNumbers:apiovh:get',
		];
		const identity = 'urn:v1:ca:identity:credential:ab12345-ovh/oauth2-CA.1234';
		expect(JSON.parse(policyFor(actions, { endpoint, account, clientId, identity }))).toMatchObject(
			{
				identities: [identity],
				resources: [
					{ urn: `urn:v1:ca:resource:sms:${account}` },
					{ urn: 'urn:v1:ca:resource:account:ab12345-ovh' },
					{ urn: 'urn:v1:ca:resource:smsVirtualNumbers:*' },
				],
				permissions: { allow: actions.map((action) => ({ action })) },
			},
		);
	});

	test('says what to fill in where OVHcloud did not tell who asks', () => {
		expect(JSON.parse(policyFor(['account:apiovh:x'], { endpoint, clientId }))).toMatchObject({
			identities: ['urn:v1:ca:identity:credential:NIC-HANDLE/oauth2-CA.1234'],
			resources: [{ urn: 'urn:v1:ca:resource:account:NIC-HANDLE' }],
		});
	});

	test('is for all accounts where the call names none', () => {
		expect(policyFor(['sms:apiovh:get'], { endpoint, clientId })).toContain(
			'urn:v1:ca:resource:sms:*',
		);
	});

	test('is in the error, for keys where OVHcloud tells who asks, too', () => {
		const identity = 'urn:v1:ca:identity:user:ab12345-ovh/marie';
		const { message, description } = explain(facts(), { endpoint, account, identity });
		expect(message).toBe("OVHcloud's access policies (IAM) do not allow sms:apiovh:jobs/create");
		expect(description).toContain(`"identities":["${identity}"]`);
		expect(explain(facts(), { endpoint, account }).description).toContain('Ask whoever manages');
	});
});
