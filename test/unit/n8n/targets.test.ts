import { checkRequest } from '../../../src/n8n/guard';

const FRANCE = { allowedCountries: ['FR'] };
const LONDON = '+447400123456';
const TO_LONDON = { receivers: [LONDON] };

const tracking = (option: object) => ({ smsResponse: { trackingOptions: [option] } });

const check = (method: string, address: string, body: unknown) =>
	checkRequest(FRANCE, { method, address, body, isListChecked: false });

describe('the rules of a credential see through', () => {
	test.each<[method: string, address: string, body: unknown]>([
		['POST', '/1.0/sms/a/jobs', { receivers: [`+33612345678\n${LONDON}`] }],
		['POST', '/1.0/sms/a/jobs', { receivers: { 0: LONDON } }],
		['POST', '/1.0/sms/a/jobs', { receivers: [{ number: LONDON }] }],
		['POST', '/1.0/sms/a/jobs', { Receivers: [LONDON] }],
		['POST', '/1.0/sms/a/jobs', { 'receivers[]': [LONDON] }],
		['POST', '/1.0/sms/a/jobs', [TO_LONDON]],
		['POST', '/1.0/sms/a/jobs', { receivers: ['+16847331234'] }],
		['POST', '/1.0/sms/a/jobs', { receivers: [447400123456] }],
		['POST', '/1.0/sms/a/jobs', { receivers: ['+0447400123456'] }],
		['POST', '/1.0/sms/a/jobs;x=1', TO_LONDON],
		['POST', '/1.0/sms/a/jobs%3Fx', TO_LONDON],
		['POST', '/1.0/sms/a/jobs%20', TO_LONDON],
		['POST', '/1.0/sms/a/jobs.json', TO_LONDON],
		['POST', '/v1/sms/a/./JOBS', TO_LONDON],
		['POST', '/1.0/sms/sms/jobs', TO_LONDON],
		['POST', '/1.0/sms/a/jobs?receivers[0]=%2B447400123456', {}],
		['PATCH', '/1.0/sms/a/jobs', TO_LONDON],
		['PUT', '/1.0/sms/a/receivers/1', { autoUpdate: true }],
		['PUT', '/1.0/sms/a/receivers/1', { csvUrl: 'https://example.com' }],
		['PUT', '/1.0/sms/a/batches/1', { slotID: '2' }],
		['POST', '/1.0/sms/a/receivers/1/clean', { freemium: 'yes' }],
		['POST', '/1.0/sms/a/receivers/1/clean', { more: { freemium: true } }],
		['POST', '/1.0/sms/a/users/shop/receivers', { documentId: 'x' }],
		['POST', '/1.0/sms/a/phonebooks/b/import', { documentId: 'x' }],
		// Overseas numbers, written as if in France.
		['POST', '/1.0/sms/a/jobs', { receivers: ['+33690123456'] }],
		['POST', '/1.0/sms/a/jobs', { receivers: ['0033692123456'] }],
		['POST', '/1.0/sms/a/jobs', { receivers: ['+33639123456'] }],
		// Impossible ones.
		['POST', '/1.0/sms/a/jobs', { receivers: ['+3360000'] }],
		['POST', '/1.0/sms/a/jobs', { receivers: ['+33000447400123'] }],
		// Settings by which OVHcloud texts numbers.
		['PUT', '/1.0/sms/a/users/shop', { alertThresholdInformations: { alertNumber: LONDON } }],
		['PUT', '/1.0/sms/a/users/shop', { 'alertThresholdInformations[alertNumber]': LONDON }],
		['PUT', '/1.0/sms/a', tracking({ media: 'sms', target: LONDON })],
		['PUT', '/1.0/sms/a', tracking({ media: 'sms', target: { 0: LONDON } })],
		['PUT', '/1.0/sms/a', tracking({ media: 'sms', target: '07400 123456' })],
		['POST', '/1.0/sms/a/senders', { sender: LONDON, reason: 'x' }],
		['OPTIONS', '/1.0/sms/a/jobs', TO_LONDON],
	])('%s %s %j', (method, address, body) => {
		expect(() => check(method, address, body)).toThrow('of the credential');
	});
});

describe('they leave alone', () => {
	test.each<[method: string, address: string, body: unknown, reaches: boolean]>([
		['POST', '/1.0/sms/a/jobs', { receivers: ['+33612345678', '0033612345678'] }, true],
		['POST', '/1.0/sms/a/receivers/1/clean', { freemium: true }, false],
		['PUT', '/1.0/sms/a/receivers/1', { autoUpdate: false, description: 'x' }, true],
		['POST', '/1.0/sms/a/batches/1/cancel', {}, false],
		['POST', '/1.0/sms/a/senders', { sender: 'BOUTIQUE' }, true],
		['PUT', '/1.0/sms/a', tracking({ media: 'email', target: 'a@example.com' }), true],
		['PUT', '/1.0/sms/a', tracking({ media: 'sms', target: '+33612345678' }), true],
		['PUT', '/1.0/sms/a/users/shop', { alertThresholdInformations: { alertNumber: '' } }, true],
		['POST', '/1.0/sms/a/jobs', { receivers: ['+33899123456'] }, true],
		['GET', '/1.0/sms/a/outgoing?receiver=%2B447400123456', undefined, false],
		['POST', '/1.0/me/document', { name: 'jobs' }, false],
		['POST', '/1.0/domain/zone/jobs', TO_LONDON, false],
	])('%s %s %j', (method, address, body, reaches) => {
		expect(check(method, address, body)).toBe(reaches);
	});
});
