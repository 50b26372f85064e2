import { needsTemplate } from '../../nodes/OvhSms/send/templates';
import { sendWorkflow } from '../helpers/sending';
import { AT_ONCE, hintsOf, jsonOf, setStage } from '../helpers/stage';

const stage = setStage(AT_ONCE);

const US = '+12125551234';
const send = async (parameters: object) => await stage.run(sendWorkflow({ to: US, ...parameters }));
const remarks = (hints: string[]) => hints.filter((hint) => hint.includes('template'));
const templateReads = () => stage.sandbox.requests.filter(({ path }) => path.includes('templates'));

beforeEach(() => {
	stage.sandbox.quirks.templatesNeeded = true;
});

test('a text to the US that fits no validated template is sent, with a remark', async () => {
	const sent = await send({ message: 'Winter sale' });
	expect(jsonOf(sent)).toMatchObject([{ validReceivers: [US] }]);
	expect(remarks(hintsOf(sent))).toEqual([
		'The text to the US fits no validated template of sms-xx12345-1: OVHcloud asks for one there, and the SMS may not arrive (code 1999). Template → Create hands one in, Template → Get Many shows them.',
	]);
	expect(stage.sandbox.sentTo(US)).toMatchObject([{ outcome: { ptt: 1999 } }]);
});

test('one that fits is sent without a word, and arrives', async () => {
	const sent = await send({ message: 'Your order 42 is ready' });
	expect(remarks(hintsOf(sent))).toEqual([]);
	expect(stage.sandbox.sentTo(US)).toMatchObject([{ outcome: { ptt: 4 } }]);
});

test('one whose template is still looked at does not fit', async () => {
	const templates = stage.sandbox.state.accounts.get('sms-xx12345-1')?.templates;
	Object.assign(templates?.get('order') ?? {}, { status: 'waitingValidation' });
	expect(remarks(hintsOf(await send({ message: 'Your order 42 is ready' })))).toHaveLength(1);
});

test('a dry run says so before anything is sent', async () => {
	const dry = await send({ message: 'Winter sale', options: { dryRun: true } });
	expect(remarks(hintsOf(dry))).toHaveLength(1);
	expect(stage.sandbox.sentTo(US)).toEqual([]);
});

test('templates that cannot be read stop nothing, and nothing is said', async () => {
	stage.sandbox.faults.add({ kind: 'status', status: 403, path: '*/templatesControl' });
	const sent = await send({ message: 'Winter sale' });
	expect(jsonOf(sent)).toMatchObject([{ validReceivers: [US] }]);
	expect(remarks(hintsOf(sent))).toEqual([]);
});

test('no template is asked for where nobody in the US is texted', async () => {
	await send({ to: '+33612345678' });
	expect(templateReads()).toEqual([]);
});

test.each([
	['ovh-us', ['FR'], true],
	['ovh-us', [undefined], true],
	['ovh-eu', ['FR', 'US'], true],
	['ovh-eu', ['FR', undefined], false],
	['custom', ['CA'], false],
])('through %s to %p: a template is needed: %p', (endpoint, countries, isNeeded) => {
	expect(needsTemplate(endpoint, countries)).toBe(isNeeded);
});
