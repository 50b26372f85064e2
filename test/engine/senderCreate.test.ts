import { ACCOUNT, operator } from '../helpers/operations';
import { errorOf, hintsOf, jsonOf, setStage } from '../helpers/stage';

const stage = setStage();
const { workflow, fail, run, requests } = operator(stage);

const create = (parameters = {}) =>
	workflow('sender', 'create', { sender: 'MYSHOP', reason: 'Our brand', ...parameters });
const bodyOf = (path: string) =>
	JSON.parse(
		stage.sandbox.requests.find((one) => one.method === 'POST' && one.path.endsWith(path))?.body ??
			'{}',
	) as unknown;

test('the reason is sent to the moderator', async () => {
	const asked = await stage.run(create());
	expect(bodyOf('/senders')).toEqual({ sender: 'MYSHOP', reason: 'Our brand' });
	expect(hintsOf(asked)).toEqual([]);
});

test('a reason that an older workflow has among the additional fields is sent, too', async () => {
	await stage.run(create({ reason: '', additionalFields: { reason: 'Our brand' } }));
	expect(bodyOf('/senders')).toEqual({ sender: 'MYSHOP', reason: 'Our brand' });
});

test.each([false, true])('a missing reason is told, needed (%p) or not', async (needed) => {
	stage.sandbox.quirks.reasonNeeded = needed;
	const asked = await stage.run(create({ reason: '' }));
	expect(hintsOf(asked)).toEqual(
		needed ? [] : ['Without a reason OVHcloud may refuse a sender: fill in "Reason"'],
	);
	if (needed) expect(errorOf(asked).description).toContain('Please provide a reason');
	else expect(jsonOf(asked)).toMatchObject([{ status: 'waitingValidation' }]);
});

test('a name that is too long for every country is refused before anything is sent', async () => {
	const error = await fail('sender', 'create', { sender: 'MYBEAUTIFULSHOP' });
	expect(error.message).toContain('"MYBEAUTIFULSHOP" has 15 characters, more than the 11');
	expect(requests()).toEqual([]);
});

test.each([
	['My Shop', 'more than the letters A to Z and digits'],
	['COLIS24', 'the general word "COLIS"'],
])('%s may be refused in France, which is a warning', async (sender, why) => {
	const asked = await stage.run(create({ sender }));
	expect(hintsOf(asked)).toEqual([expect.stringContaining(why)]);
	expect(bodyOf('/senders')).toMatchObject({ sender });
});

test.each(['+33611223344', '0611223344', '+33 6 11 22 33 44'])(
	'the phone number %s goes through as it is',
	async (sender) => {
		await stage.run(create({ sender }));
		expect(bodyOf('/senders')).toMatchObject({ sender });
	},
);

describe('documents', () => {
	const file = (fileName: string, text: string) => ({
		data: Buffer.from(text).toString('base64'),
		mimeType: 'application/pdf',
		fileName,
	});
	const binary = {
		data: file('trademark.pdf', '%PDF \u00ff1'),
		more: file('company.pdf', '%PDF 2'),
	};
	const withDocuments = create({ additionalFields: { documents: 'data, more' } });

	test('are attached to the sender, byte by byte', async () => {
		const [{ documents }] = jsonOf(await stage.run(withDocuments, [{ json: {}, binary }]));
		expect(documents).toEqual([
			{ name: 'trademark.pdf', documentID: expect.any(String) },
			{ name: 'company.pdf', documentID: expect.any(String) },
		]);
		const [first] = documents as Array<{ documentID: string }>;
		const stored = stage.sandbox.state.storage.read(first.documentID);
		expect(stored?.toString('base64')).toBe(binary.data.data);
	});

	test('that are not there are named before anything is sent', async () => {
		const error = errorOf(await stage.run(withDocuments, [{ json: {} }]));
		expect(error.message).toContain('"Documents" names "data"');
		expect(requests()).toEqual([]);
	});

	test('that cannot be attached do not hide that the sender is asked for', async () => {
		const rules = [
			{ method: 'POST', path: `/sms/${ACCOUNT}/senders` },
			{ method: 'GET', path: '/sms/*' },
		] as const;
		const keys = stage.sandbox.addToken({ rules: [...rules] });
		const asked = await stage.run(withDocuments, [{ json: {}, binary }], keys);
		expect(jsonOf(asked)).toMatchObject([
			{ sender: 'MYSHOP', documents: [{ detailsMissing: expect.any(String) }, {}] },
		]);
		expect(hintsOf(asked).join()).toContain('attach them in the OVHcloud control panel');
		expect((await run('sender', 'getAll')).map(({ sender }) => sender)).toContain('MYSHOP');
	});
});
