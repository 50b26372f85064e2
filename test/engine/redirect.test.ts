import type { IDataObject } from 'n8n-workflow';

import type { Keys } from '../../sandbox';
import { createBatch, storedBatches } from '../helpers/batches';
import { outputOf } from '../helpers/engine';
import { runFaster } from '../helpers/fasterTime';
import { writesOf } from '../helpers/receivers';
import { ACCOUNT, itemsTo, numbers, RETRY, sendWorkflow } from '../helpers/sending';
import { errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';
import { byId, httpRequest, single } from '../helpers/workflows';

// A lost answer is looked for during a minute, and sent again after two.
afterAll(runFaster(60));

const stage = setStage();
const [ADA, BOB, CLEO, DAN] = numbers(4);
const PHONE = '+33700000099';

const run = async (...[file, items]: Parameters<typeof stage.run>): ReturnType<typeof stage.run> =>
	await stage.run(file, items, {
		...stage.sandbox.keys,
		redirectTo: '07 00 00 00 99',
		defaultCountry: 'FR',
	} as unknown as Keys);

const texts = (number = PHONE) => stage.sandbox.sentTo(number).map(({ message }) => message);

/** Nobody but the phone has anything. */
afterEach(() => {
	for (const number of [ADA, BOB, CLEO, DAN]) expect(texts(number)).toEqual([]);
});

describe('Redirect To of the credential', () => {
	test('texts the phone once for an item, with whom it was for, and says so', async () => {
		const file = sendWorkflow({ to: `${ADA}, ${BOB}, ${CLEO}, ${ADA}`, message: 'Ready' });
		const [sent] = jsonOf(await run(file));
		expect(texts()).toEqual([`for ${ADA} and 2 more: Ready`]);
		expect(sent).toMatchObject({
			validReceivers: [PHONE],
			totalCreditsRemoved: 1,
			redirectedTo: PHONE,
			meantFor: [ADA, BOB, CLEO],
			recipients: [{ receiver: PHONE, status: 'accepted' }],
		});
	});

	test('counts the text with its prefix for Max Parts, Max Credits and Estimate', async () => {
		const message = 'x'.repeat(150);
		const parts = errorOf(await run(sendWorkflow({ to: ADA, message, options: { maxParts: 1 } })));
		expect(parts.message).toContain('takes 2 SMS parts');
		const options = { maxCredits: 1 };
		const credits = errorOf(await run(sendWorkflow({ to: ADA, message, options })));
		expect(credits.message).toContain('this run would take 2');
		const estimate = { resource: 'sms', operation: 'estimate', to: `${ADA},${BOB}`, message };
		expect(jsonOf(await run(single({ ...estimate, senderType: 'sender' })))).toMatchObject([
			{ parts: 2, recipients: 1, credits: 2, redirectedTo: PHONE, meantFor: [ADA, BOB] },
		]);
		expect(texts()).toEqual([]);
	});

	test('sends 20 SMS in a run, and reports the others, also when n8n tries again', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 503, method: 'POST', path: '/sms/*/jobs' });
		const file = sendWorkflow({ to: '={{ $json.to }}', message: 'Hi' }, RETRY);
		const items = jsonOf(await run(file, itemsTo(numbers(25))));
		expect(texts()).toHaveLength(20);
		expect(items.slice(20)).toEqual(
			numbers(25)
				.slice(20)
				.map(
					(number) =>
						expect.objectContaining({ status: 'redirected', meantFor: [number] }) as unknown,
				),
		);
		expect(items.reduce((sum, item) => sum + Number(item.totalCreditsRemoved), 0)).toBe(20);
	});

	test('keeps a once key for each recipient', async () => {
		const options = { onceKey: 'news-7' };
		const file = sendWorkflow({ to: '={{ $json.to }}', message: 'Hi', options });
		await run(file, itemsTo([ADA, BOB]));
		await run(file, itemsTo([ADA]));
		expect(texts()).toEqual([`for ${ADA}: Hi`, `for ${BOB}: Hi`]);
	});

	test('still refuses what cannot be sent to the recipients themselves', async () => {
		expect(errorOf(await run(sendWorkflow({ to: 'Ada' }))).message).toContain('no phone number');
		const options = { allowedCountries: ['FR'] };
		const abroad = errorOf(await run(sendWorkflow({ to: '+447400123456', options })));
		expect(abroad.message).toContain('United Kingdom');
		expect(writesOf(stage)).toEqual([]);
	});

	test('makes a batch to numbers one SMS', async () => {
		const [batch] = jsonOf(await run(createBatch({ to: `${ADA},${BOB}`, message: 'Sale' })));
		expect(batch).toMatchObject({ redirectedTo: PHONE, meantFor: [ADA, BOB], duplicates: 0 });
		expect(storedBatches(stage)).toMatchObject([{ message: `for ${ADA} and 1 more: Sale` }]);
		expect(texts()).toEqual([`for ${ADA} and 1 more: Sale`]);
	});

	test('sends the first three texts of a mail-merge', async () => {
		const people = itemsOf(
			...[ADA, BOB, CLEO, DAN].map((number, index) => ({ number, name: `P${index}` })),
		);
		const file = createBatch({ recipients: 'items', message: 'Hi #name#' });
		const result = await run(file, people);
		expect(texts()).toEqual([`for ${ADA}: Hi P0`, `for ${BOB}: Hi P1`, `for ${CLEO}: Hi P2`]);
		expect(jsonOf(result).map(({ meantFor }) => meantFor)).toEqual([[ADA], [BOB], [CLEO]]);
	});

	test('refuses stored lists', async () => {
		const file = createBatch({ recipients: 'receiverList', slotId: byId('1') });
		expect(errorOf(await run(file)).message).toContain('cannot be redirected');
		expect(writesOf(stage)).toEqual([]);
	});

	test.each<IDataObject>([
		{ receivers: [ADA] },
		{ receivers: [PHONE, ADA] },
		{ receiversSlotId: '1' },
	])('binds the HTTP Request node: %j', async (body) => {
		const jsonBody = JSON.stringify({ message: 'Hi', sender: 'BOUTIQUE', ...body });
		const url = `${stage.sandbox.baseUrl}/sms/${ACCOUNT}/jobs`;
		const post = { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody };
		const error = errorOf(await run(httpRequest(post)));
		expect(error.message).toContain(`"Redirect To" of the credential allows ${PHONE}`);
		expect(stage.sandbox.requests).toEqual([]);
		const toPhone = jsonBody.replace(/"receiver.*/, `"receivers":["${PHONE}"]}`);
		const sent = await run(httpRequest({ ...post, jsonBody: toPhone }));
		expect(outputOf(sent, 'HTTP Request')[0].json).toMatchObject({ validReceivers: [PHONE] });
	});
});
