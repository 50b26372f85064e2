import type { INode } from 'n8n-workflow';

import { ALL_RIGHTS } from '../../src/ovh/endpoints';
import { outputOf } from '../helpers/engine';
import { sentSms } from '../helpers/messages';
import { callsOf } from '../helpers/receivers';
import { ACCOUNT, sendWorkflow } from '../helpers/sending';
import { AT_ONCE, errorOf, hintsOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

const stage = setStage(AT_ONCE);

const exported = (
	resource: string,
	parameters: INode['parameters'] = {},
	settings: Partial<INode> = {},
) => single({ resource, operation: 'export', account: byId(ACCOUNT), ...parameters }, settings);

const fileOf = (run: Parameters<typeof jsonOf>[0]) => {
	const [{ binary }] = outputOf(run, 'OVHcloud SMS');
	const { data, fileName, mimeType } = binary?.data ?? { data: '' };
	return { text: Buffer.from(data, 'base64').toString('utf8'), fileName, mimeType };
};

describe('Export to CSV', () => {
	test('gives the sent messages as a file', async () => {
		await stage.run(sendWorkflow({ message: 'Zoé;\n"hi"', options: { tag: 'a' } }));
		await stage.run(sendWorkflow({ options: { tag: 'b' } }));
		const run = await stage.run(exported('outgoing', { filters: { tag: 'a' } }));
		const { text, ...file } = fileOf(run);
		expect(file).toEqual({ fileName: `${ACCOUNT}-outgoing.csv`, mimeType: 'text/csv' });
		expect(text).toMatch(/^id;date;sender;receiver;/);
		expect(text).toContain('"Zoé;\n""hi"""');
		expect(jsonOf(run)).toEqual([
			{
				account: ACCOUNT,
				wayType: 'outgoing',
				fileName: `${ACCOUNT}-outgoing.csv`,
				rows: 1,
				size: Buffer.byteLength(text),
			},
		]);
		expect(outputOf(run, 'OVHcloud SMS')[0].pairedItem).toEqual({ item: 0 });
	});

	test('gives the received messages as a file', async () => {
		stage.sandbox.state.receive({
			account: ACCOUNT,
			sender: '+33612345678',
			tag: 'a',
			message: 'Yes',
		});
		const run = await stage.run(exported('incoming'));
		expect(fileOf(run).text).toContain('"Yes"');
		expect(jsonOf(run)).toEqual([expect.objectContaining({ wayType: 'incoming', rows: 1 })]);
	});

	test('asks with the filters of the period and the batch', async () => {
		const filters = {
			creationDatetimeFrom: '2026-11-01T00:00:00+01:00',
			creationDatetimeTo: '2026-11-30T00:00:00+01:00',
			batchId: '5b1bd5fe-9ad2-4d8e-b35b-d4f0c4f1ef4e',
			tag: 'a',
		};
		const file = { ...exported('outgoing', { filters }), settings: { timezone: 'Europe/Paris' } };
		expect(jsonOf(await stage.run(file))).toEqual([expect.objectContaining({ rows: 0 })]);
		const query = stage.sandbox.requests.find(({ path }) => path.endsWith('/document'))?.rawUrl;
		expect(Object.fromEntries(new URL(query ?? '', 'http://x').searchParams)).toEqual({
			wayType: 'outgoing',
			batchID: filters.batchId,
			'creationDatetime.from': filters.creationDatetimeFrom,
			'creationDatetime.to': filters.creationDatetimeTo,
			tag: 'a',
		});
	});

	test('goes through a storage that fails for a moment', async () => {
		await stage.run(sendWorkflow());
		stage.sandbox.faults.add({ kind: 'status', status: 503, method: 'GET', path: '/storage/*' });
		expect(jsonOf(await stage.run(exported('outgoing')))).toHaveLength(1);
	});

	test('names what cannot be used, before anything is asked', async () => {
		const wrong = exported('outgoing', { filters: { creationDatetimeFrom: 'soon' } });
		expect(errorOf(await stage.run(wrong)).message).toBe('"Created From" is not a date and time');
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('goes on with the other items where one cannot be used', async () => {
		const account = byId('={{ $json.account }}');
		const run = await stage.run(
			exported('outgoing', { account }, { onError: 'continueErrorOutput' }),
			[{ json: { account: 'sms-nobody-1' } }, { json: { account: ACCOUNT } }],
		);
		expect(jsonOf(run, 0)).toEqual([expect.objectContaining({ account: ACCOUNT })]);
		expect(jsonOf(run, 1)).toEqual([
			expect.objectContaining({ error: expect.stringContaining('sms-nobody-1') as string }),
		]);
	});

	test('says which right a token lacks', async () => {
		const keys = stage.sandbox.addToken({ rules: [{ method: 'GET', path: '/sms/*' }] });
		const run = await stage.run(exported('outgoing'), undefined, keys);
		expect(errorOf(run).message).toContain('The token lacks the right GET /me/document/*');
	});
});

describe('texts that a spreadsheet would carry out', () => {
	const FORMULA = '=HYPERLINK("http://example.com";"click")';
	const receive = (message: string) =>
		stage.sandbox.state.receive({ account: ACCOUNT, sender: '+33612345678', tag: 'a', message });

	test('are shown as texts, and numbers stay as they are', async () => {
		receive(FORMULA);
		receive('-12,50');
		const { text } = fileOf(await stage.run(exported('incoming')));
		expect(text).toContain(`"'=HYPERLINK(""http://example.com"";""click"")"`);
		expect(text).toContain('-12,50');
		expect(text).not.toContain("'-12");
		expect(text).not.toContain("'+33");
	});

	test('stay as they are where that is asked for', async () => {
		receive(FORMULA);
		const run = await stage.run(exported('incoming', { options: { escapeFormulas: false } }));
		expect(fileOf(run).text).toContain('"=HYPERLINK(""http://example.com"";""click"")"');
	});
});

describe('an export that takes its time', () => {
	const slow = setStage({ ...AT_ONCE, taskDelayMs: 1500 });
	const never = setStage({ ...AT_ONCE, taskDelayMs: 3_600_000 });

	test('is waited for', async () => {
		await slow.run(sendWorkflow());
		const run = await slow.run(exported('outgoing'));
		expect(jsonOf(run)).toEqual([expect.objectContaining({ rows: 1 })]);
		expect(callsOf(slow).filter((call) => call.startsWith('GET /me/document/'))).toHaveLength(4);
	});

	test('is given up after the time that the user allows', async () => {
		await never.run(sendWorkflow());
		const error = errorOf(await never.run(exported('outgoing', { options: { maxWait: 1 } })));
		expect(error.message).toBe('OVHcloud has not written the file within the time to wait');
		expect(error.description).toContain('Raise the option "Max Wait"');
		expect(error.description).toContain('empty after 1 seconds');
	});

	test('is an empty file where there are no messages', async () => {
		const run = await never.run(exported('outgoing', { options: { maxWait: 1 } }));
		expect(jsonOf(run)).toEqual([expect.objectContaining({ rows: 0, size: 0 })]);
		expect(fileOf(run)).toMatchObject({ text: '', fileName: `${ACCOUNT}-outgoing.csv` });
	});
});

describe('the exported document', () => {
	const documents = () => stage.sandbox.state.documents.ids();
	const rightsBut = (...missing: string[]) =>
		stage.sandbox.addToken({
			rules: ALL_RIGHTS.filter(({ method, path }) => !missing.includes(`${method} ${path}`)),
		});

	test('is waited for while it grows', async () => {
		stage.sandbox.quirks.documentsGrowMs = 2500;
		for (let count = 0; count < 50; count++) sentSms(stage.sandbox);
		expect(jsonOf(await stage.run(exported('outgoing')))).toMatchObject([{ rows: 50 }]);
	});

	test('is deleted when it has been read, or given up', async () => {
		await stage.run(sendWorkflow());
		const run = await stage.run(exported('outgoing'));
		expect(jsonOf(run)).toHaveLength(1);
		expect(hintsOf(run)).toEqual([]);
		expect(documents()).toEqual([]);
		stage.sandbox.quirks.documentsGrowMs = 60_000;
		const error = errorOf(await stage.run(exported('outgoing', { options: { maxWait: 1 } })));
		expect(error.description).toContain('not whole');
		expect(documents()).toEqual([]);
	});

	test('expires in a day where the token may not delete it', async () => {
		await stage.run(sendWorkflow());
		const keys = rightsBut('DELETE /me/document/*');
		const run = await stage.run(exported('outgoing'), undefined, keys);
		expect(hintsOf(run)).toEqual([]);
		const { expirationDate } = stage.sandbox.state.documents.find(documents()[0])!;
		const hours = (Date.parse(expirationDate ?? '') - Date.now()) / 3_600_000;
		expect(Math.round(hours)).toBe(24);
	});

	test('is named where the token may do neither', async () => {
		await stage.run(sendWorkflow());
		const keys = rightsBut('DELETE /me/document/*', 'PUT /me/document/*');
		const run = await stage.run(exported('outgoing'), undefined, keys);
		expect(jsonOf(run)).toMatchObject([{ rows: 1 }]);
		expect(hintsOf(run)).toEqual([expect.stringContaining(`as document ${documents()[0]}:`)]);
	});
});
