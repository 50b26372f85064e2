import type { IDataObject, INode } from 'n8n-workflow';

import type { Keys } from '../../sandbox';
import { createBatch, textsTo } from '../helpers/batches';
import { outputOf } from '../helpers/engine';
import { storedLists, writesOf } from '../helpers/receivers';
import { ACCOUNT, numbers, sendWorkflow } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId, httpRequest, single } from '../helpers/workflows';

const stage = setStage();
const [ADA, BOB] = numbers(2);
const LONDON = '+447400123456';

/** Runs a workflow with a credential that has rules. */
const runUnder = async (
	rules: IDataObject,
	...[file, items]: Parameters<typeof stage.run>
): ReturnType<typeof stage.run> =>
	await stage.run(file, items, { ...stage.sandbox.keys, ...rules } as unknown as Keys);

const FRANCE = { allowedCountries: ['FR'] };

describe('Allowed Countries of the credential', () => {
	const operation = (resource: string, value: string, parameters: INode['parameters']) =>
		single({ resource, operation: value, account: byId(ACCOUNT), ...parameters });

	test.each<[string, ReturnType<typeof single>, string]>([
		['Send', sendWorkflow({ to: `${ADA},${LONDON}` }), '"To" holds'],
		['a batch', createBatch({ to: `${ADA},${LONDON}` }), '"To" holds'],
		['a batch of items', createBatch({ recipients: 'items' }), '"Phone Field" holds'],
		[
			'a list of recipients',
			operation('receiverList', 'create', { source: 'items', description: 'x', options: {} }),
			'"Phone Field" holds',
		],
		[
			'a list at an address',
			operation('receiverList', 'create', {
				source: 'url',
				description: 'x',
				csvUrl: 'https://example.com/x.csv',
				options: { slotId: 9 },
			}),
			'"The request" names a list (csvUrl)',
		],
		['a lookup', operation('lookup', 'lookUp', { to: LONDON }), '"To" holds'],
	])('refuse %s, and say which rule of which credential', async (_, file, message) => {
		const error = errorOf(await runUnder(FRANCE, file, itemsOf({ number: LONDON })));
		expect(error.message).toContain(message);
		expect(error.message).toContain('"Allowed Countries" of the credential');
		expect(error.description).toContain('Nothing was sent');
		expect(writesOf(stage)).toEqual([]);
	});

	test('are no matter of the options of a node', async () => {
		const file = sendWorkflow({ to: LONDON, options: { allowedCountries: ['GB'] } });
		expect(errorOf(await runUnder(FRANCE, file)).message).toContain(
			'credential allows only France',
		);
	});

	test('let a mail-merge pass, whose list the node has checked', async () => {
		storedLists(stage).clear();
		const file = createBatch({ recipients: 'items', message: 'Hi #name#' });
		const people = itemsOf({ number: ADA, name: 'Ada' }, { number: BOB, name: 'Bob' });
		expect(jsonOf(await runUnder(FRANCE, file, people))).toMatchObject([{ totalRecords: 2 }]);
		expect(stage.sandbox.requests.some(({ headers }) => 'x-ovh-sms-list-checked' in headers)).toBe(
			false,
		);
	});

	test('refuse a stored list that they cannot see', async () => {
		const forbidden = { kind: 'status', status: 403, path: '/sms/*/receivers/*/csv' } as const;
		stage.sandbox.faults.add({ ...forbidden, message: 'This call has not been granted' });
		const file = createBatch({ recipients: 'receiverList', slotId: byId('1') });
		const error = errorOf(await runUnder(FRANCE, file));
		expect(error.message).toContain('cannot be held against the guards');
		expect(writesOf(stage)).toEqual([]);
	});
});

describe('The HTTP Request node', () => {
	const post = (path: string, jsonBody: string, more: INode['parameters'] = {}) =>
		httpRequest({
			method: 'POST',
			url: `${stage.sandbox.baseUrl}${path}`,
			sendBody: true,
			contentType: 'raw',
			rawContentType: 'application/json',
			body: jsonBody,
			...more,
		});
	const job = (...receivers: unknown[]) =>
		JSON.stringify({ message: 'Hi', sender: 'BOUTIQUE', receivers });
	const JOBS = `/sms/${ACCOUNT}/jobs`;

	test.each<[string, string, string]>([
		['a job', JOBS, job(ADA, LONDON)],
		['another spelling of a number', JOBS, job('0044 7400 123456')],
		['a number without a country code', JOBS, job('447400123456')],
		['a list in a list', JOBS, job([LONDON])],
		['a single number', JOBS, `{"message":"Hi","sender":"BOUTIQUE","receivers":"${LONDON}"}`],
		['letters of the path in percent', `/sms/${ACCOUNT}/%6Aobs`, job(LONDON)],
		['a path with more slashes', `/sms//${ACCOUNT}/jobs/`, job(LONDON)],
		['numbers in the query', `${JOBS}?receivers=%2B447400123456`, job(ADA)],
		['a virtual number', `/sms/${ACCOUNT}/virtualNumbers/+33700000001/jobs`, job(LONDON)],
		['an API user', `/sms/${ACCOUNT}/users/shop/jobs`, job(LONDON)],
		['a batch', `/sms/${ACCOUNT}/batches`, `{"message":"Hi","to":["${LONDON}"]}`],
		['a batch to a stored list', `/sms/${ACCOUNT}/batches`, '{"message":"Hi","slotID":"1"}'],
		['a job to a stored list', JOBS, '{"message":"Hi","receiversSlotId":"1"}'],
		['a job to a file', JOBS, '{"message":"Hi","receiversDocumentUrl":"https://example.com/a"}'],
		['a list', `/sms/${ACCOUNT}/receivers`, '{"csvUrl":"https://example.com/a","slotId":3}'],
		['a lookup', `/sms/${ACCOUNT}/hlr`, `{"receivers":["${LONDON}"]}`],
		[
			'a contact',
			`/sms/${ACCOUNT}/phonebooks/sms-xx12345-1-pb1/phonebookContact`,
			`{"homeMobile":"${LONDON}"}`,
		],
		['a cleaning of a list', `/sms/${ACCOUNT}/receivers/1/clean`, '{"freemium":false}'],
	])('is bound for %s', async (_, path, body) => {
		const error = errorOf(await runUnder(FRANCE, post(path, body)));
		expect(error.message).toContain('of the credential');
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('cannot make the proof that a list was checked', async () => {
		const headers = { parameters: [{ name: 'X-Ovh-Sms-List-Checked', value: 'a'.repeat(64) }] };
		const file = post(`/sms/${ACCOUNT}/batches`, '{"message":"Hi","slotID":"1"}', {
			sendHeaders: true,
			headerParameters: headers,
		});
		expect(errorOf(await runUnder(FRANCE, file)).message).toContain('names a list (slotID)');
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('sends what was checked, where a field stands twice', async () => {
		const twice = job(ADA).replace('{', `{"receivers":["${LONDON}"],`);
		const [{ json }] = outputOf(await runUnder(FRANCE, post(JOBS, twice)), 'HTTP Request');
		expect(json).toMatchObject({ validReceivers: [ADA] });
		expect(stage.sandbox.requests.at(-1)?.body).not.toContain(LONDON);
	});

	test('goes on reading, and sending within the rules', async () => {
		const get = httpRequest({ url: `${stage.sandbox.baseUrl}/sms/${ACCOUNT}/outgoing` });
		expect((await runUnder(FRANCE, get)).data.resultData.error).toBeUndefined();
		const [{ json }] = outputOf(await runUnder(FRANCE, post(JOBS, job(ADA))), 'HTTP Request');
		expect(json).toMatchObject({ validReceivers: [ADA] });
	});
});

describe('Default Country of the credential', () => {
	test('reads national numbers, and the option goes before it', async () => {
		const rules = { defaultCountry: 'FR' };
		const [sent] = jsonOf(await runUnder(rules, sendWorkflow({ to: '06 10 00 00 00' })));
		expect(sent).toMatchObject({ validReceivers: [ADA] });
		const file = sendWorkflow({ to: '07400 123456', options: { defaultCountry: 'GB' } });
		expect(jsonOf(await runUnder(rules, file))).toMatchObject([{ validReceivers: [LONDON] }]);
	});

	test('reads them in batches, lists and filters, too', async () => {
		const rules = { defaultCountry: 'FR' };
		await runUnder(rules, createBatch({ recipients: 'items' }), itemsOf({ number: '0610000000' }));
		expect(textsTo(stage, ADA)).toEqual(['Hello']);
		const filters = { receiver: '06 10 00 00 00' };
		const outgoing = { resource: 'outgoing', operation: 'getAll', account: byId(ACCOUNT), filters };
		await runUnder(rules, single({ ...outgoing, returnAll: true }));
		expect(stage.sandbox.requests.at(-1)?.rawUrl).toContain('receiver=%2B33610000000');
	});
});

test('A field of the credential that cannot be used is refused, before anything is sent', async () => {
	for (const rules of [{ redirectTo: 'nobody' }, { allowedCountries: ['XX'] }]) {
		expect(errorOf(await runUnder(rules, sendWorkflow())).message).toMatch(
			/"Redirect To"|"Allowed Countries"/,
		);
	}
	expect(writesOf(stage)).toEqual([]);
});
