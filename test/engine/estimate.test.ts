import type { INode } from 'n8n-workflow';

import { cancellableSleep, n8nTransport } from '../../src/n8n/transport';
import { OvhClient } from '../../src/ovh/client';
import { measureText } from '../../src/sms/text';
import { executeContext } from '../helpers/contexts';
import { outputOf } from '../helpers/engine';
import { errorOf, jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';
import { KIND_NAMES, textsOf } from '../helpers/textSamples';

const stage = setStage();

const ACCOUNT = 'sms-xx12345-1';

function estimate(parameters: INode['parameters'] = {}, settings: Partial<INode> = {}) {
	return single(
		{ resource: 'sms', operation: 'estimate', message: 'Hello', ...parameters },
		settings,
	);
}

/** Paths of the requests, in order. */
const asked = () =>
	stage.sandbox.requests.map(({ method, path }) => `${method} ${path.replace(/^\/1\.0/, '')}`);

describe('a text alone', () => {
	test('is measured without a single request', async () => {
		const run = await stage.run(estimate({ message: 'Prêt ? Être 👍 [€]' }));
		expect(jsonOf(run)).toEqual([
			{
				encoding: 'unicode',
				characters: 18,
				parts: 1,
				maxCharactersPerPart: 70,
				nonGsmCharacters: ['ê', 'Ê', '👍'],
			},
		]);
		expect(asked()).toEqual([]);
	});

	test.each([
		['a transactional message', { messageType: 'transactional' }, 1],
		['a marketing message, with its STOP clause', { messageType: 'marketing' }, 2],
		[
			'a marketing message through a short number',
			{ messageType: 'marketing', senderType: 'shortNumber' },
			2,
		],
		[
			'a message from a virtual number',
			{ messageType: 'marketing', senderType: 'virtualNumber' },
			1,
		],
	])('takes the parts of %s', async (_, parameters, parts) => {
		const run = await stage.run(estimate({ message: 'x'.repeat(150), ...parameters }));
		expect(jsonOf(run)[0].parts).toBe(parts);
	});

	test('shows what replacing characters would save', async () => {
		const run = await stage.run(
			estimate({ message: `Prêt « ${'a'.repeat(80)}`, options: { characters: 'replace' } }),
		);
		expect(jsonOf(run)[0]).toEqual({
			encoding: '7bits',
			characters: 87,
			parts: 1,
			maxCharactersPerPart: 160,
			nonGsmCharacters: [],
			message: `Pret " ${'a'.repeat(80)}`,
			replaced: [
				{ character: 'ê', by: 'e', count: 1 },
				{ character: '«', by: '"', count: 1 },
			],
		});
	});

	test('tells of a text that is kept what replacing would save, in parts and credits', async () => {
		const message = `Prêt ${'a'.repeat(80)}`;
		const run = await stage.run(estimate({ message, to: '+33610000000,+33610000001' }));
		const [{ parts, credits, ifReplaced }] = jsonOf(run);
		expect(parts).toBe(2);
		expect(ifReplaced).toEqual({
			message: message.replace('ê', 'e'),
			parts: 1,
			savedParts: 1,
			savedCredits: Number(credits) / 2,
		});
		expect(jsonOf(await stage.run(estimate({ message: 'Prêt' })))[0]).not.toHaveProperty(
			'ifReplaced',
		);
	});

	test('is refused for its characters where that is asked for', async () => {
		const run = await stage.run(estimate({ message: 'Prêt', options: { characters: 'reject' } }));
		expect(errorOf(run).message).toContain('"ê" at 3');
	});

	test('cannot be empty', async () => {
		const error = errorOf(await stage.run(estimate({ message: "={{ '' }}" })));
		expect(error.message).toContain('"Message" is empty');
		expect(error.itemIndex).toBe(0);
	});
});

describe('with recipients', () => {
	test('tells the credits by destination, each country asked for once', async () => {
		const run = await stage.run(
			estimate({
				message: 'x'.repeat(161),
				to: '06 12 34 56 78, +33687654321, +447400123456, 0612345678, +919876543210, nobody, nobody',
				options: { defaultCountry: 'FR' },
			}),
		);
		expect(jsonOf(run)).toEqual([
			{
				encoding: '7bits',
				characters: 161,
				parts: 2,
				maxCharactersPerPart: 153,
				nonGsmCharacters: [],
				credits: 5.8,
				recipients: 4,
				destinations: [
					{ country: 'FR', recipients: 2, creditsPerPart: 1, credits: 4 },
					{ country: 'GB', recipients: 1, creditsPerPart: 0.5, credits: 1 },
					{ country: 'IN', recipients: 1, creditsPerPart: 0.4, credits: 0.8 },
				],
				invalidReceivers: ['nobody'],
				unpricedReceivers: [],
			},
		]);
		expect(asked().sort()).toEqual(Array(3).fill('GET /sms/rates/destinations'));
	});

	test('takes them as an array, and as national numbers without a country', async () => {
		const run = await stage.run(estimate({ to: '={{ $json.numbers }}' }), [
			{ json: { numbers: ['+33612345678', 612345678] } },
		]);
		expect(jsonOf(run)[0]).toMatchObject({
			credits: 1,
			recipients: 1,
			invalidReceivers: ['612345678'],
		});
	});

	test('of which none is a number, costs nothing and says so', async () => {
		const run = await stage.run(estimate({ to: 'nobody' }));
		expect(jsonOf(run)[0]).toMatchObject({
			credits: 0,
			recipients: 0,
			destinations: [],
			invalidReceivers: ['nobody'],
		});
		expect(asked()).toEqual([]);
	});

	test('names those whose price OVHcloud does not list', async () => {
		const run = await stage.run(
			estimate({ to: '+33612345678, +37761234567, +80012345678', account: byId(ACCOUNT) }),
		);
		expect(jsonOf(run)[0]).toMatchObject({
			credits: 1,
			recipients: 3,
			unpricedReceivers: ['+37761234567', '+80012345678'],
			sufficient: false,
		});
	});
});

describe('with an account', () => {
	const setCredits = (credits: number): void => {
		const account = stage.sandbox.state.accounts.get(ACCOUNT);
		if (account) account.details.creditsLeft = credits;
	};

	test.each([
		[1.5, true],
		[1.4, false],
	])('says whether %d credits suffice', async (credits, sufficient) => {
		setCredits(credits);
		const run = await stage.run(
			estimate({ account: byId(ACCOUNT), to: '+33612345678, +447400123456' }),
		);
		expect(jsonOf(run)[0]).toMatchObject({ credits: 1.5, creditsLeft: credits, sufficient });
		expect(stage.sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	test('and without recipients, says only what is left', async () => {
		setCredits(12.5);
		const [output] = jsonOf(await stage.run(estimate({ account: byId(ACCOUNT) })));
		expect(output).toMatchObject({ parts: 1, creditsLeft: 12.5 });
		expect(output).not.toHaveProperty('credits');
		expect(output).not.toHaveProperty('sufficient');
	});

	test('that does not exist, fails with those that do', async () => {
		const error = errorOf(await stage.run(estimate({ account: byId('sms-zz99999-1') })));
		expect(error.message).toBe('There is no SMS account "sms-zz99999-1" for this token');
	});
});

describe('several items', () => {
	test('are linked, and share what OVHcloud has told', async () => {
		const items = Array.from({ length: 20 }, (_, index) => ({
			json: { text: `Hello ${index}`, phone: `+3361234567${index % 10}` },
		}));
		const run = await stage.run(
			estimate({ message: '={{ $json.text }}', to: '={{ $json.phone }}', account: byId(ACCOUNT) }),
			items,
		);
		expect(outputOf(run, 'OVHcloud SMS').map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
		expect(asked()).toEqual(['GET /sms/rates/destinations', `GET /sms/${ACCOUNT}`]);
	});

	test('go on after a failing one where the node continues', async () => {
		const run = await stage.run(
			estimate({ message: '={{ $json.text }}' }, { onError: 'continueRegularOutput' }),
			[{ json: { text: '' } }, { json: { text: 'Hello' } }],
		);
		const output = jsonOf(run);
		expect(output[0].error).toContain('"Message" is empty');
		expect(output[1]).toMatchObject({ parts: 1 });
	});
});

describe("OVHcloud's own estimate", () => {
	test.each(KIND_NAMES)('counts the same in texts of %s', async (kind) => {
		const context = executeContext(stage.engine, stage.credential());
		const client = new OvhClient({
			baseUrl: stage.sandbox.baseUrl,
			transport: n8nTransport(context),
			sleep: cancellableSleep(context),
		});
		for (const [index, message] of textsOf(kind, 60, 2).entries()) {
			const stopClause = index % 2 === 0;
			const { characters, charactersClass, maxCharactersPerPart, parts } = await client.call({
				route: 'POST /sms/estimate',
				body: { message, noStopClause: !stopClause, senderType: 'alpha' },
			});
			const { nonGsmCharacters, ...ours } = measureText(message, { stopClause });
			expect({ message, ...ours }).toEqual({
				message,
				encoding: charactersClass,
				characters,
				maxCharactersPerPart,
				parts,
			});
			expect(nonGsmCharacters.length > 0).toBe(charactersClass === 'unicode');
		}
	});
});
