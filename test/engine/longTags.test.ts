import { runFaster } from '../helpers/fasterTime';
import { SEND_PATH, sendWorkflow } from '../helpers/sending';
import { AT_ONCE, hintsOf, jsonOf, setStage } from '../helpers/stage';

// A lost answer is looked for during a minute.
afterAll(runFaster(60));

const stage = setStage(AT_ONCE);

const TAG = '5b1bd5fe-9ad2-4d8e-b35b-d4f0c4f1ef4e';
const tagged = sendWorkflow({ options: { tag: TAG } });

test('a tag of 36 characters is sent as it is, and kept whole without a word', async () => {
	const run = await stage.run(tagged);
	expect(jsonOf(run)).toMatchObject([{ tag: TAG, totalCreditsRemoved: 1 }]);
	expect(hintsOf(run)).toEqual(['Sent to +33612345678, 1 credit.']);
});

test('a tag that OVHcloud cuts is told, and the output has what it keeps', async () => {
	stage.sandbox.quirks.tagLength = 20;
	const run = await stage.run(tagged);
	expect(jsonOf(run)).toMatchObject([{ tag: TAG.slice(0, 20) }]);
	expect(hintsOf(run)).toEqual([
		`OVHcloud keeps the tag "${TAG}" as "${TAG.slice(0, 20)}": look the messages up by that`,
		'Sent to +33612345678, 1 credit.',
	]);
});

test.each([20, 30, Infinity])(
	'after a lost answer, the message is found where OVHcloud keeps %p characters of a long tag',
	async (tagLength) => {
		stage.sandbox.quirks.tagLength = tagLength;
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
		const [sent] = jsonOf(await stage.run(tagged));
		expect(sent).toMatchObject({ validReceivers: ['+33612345678'], totalCreditsRemoved: 1 });
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	},
);
