import type { INode, INodeExecutionData } from 'n8n-workflow';

import { createBatch } from '../helpers/batches';
import type { WorkflowFile } from '../helpers/engine';
import { itemsTo, numbers, sendWorkflow } from '../helpers/sending';
import { setStage } from '../helpers/stage';

const stage = setStage();

/** The hints that the editor shows beside a form, worked out as the editor does. */
function shown(file: WorkflowFile, input: INodeExecutionData[] = [{ json: {} }]): string[] {
	const workflow = stage.engine.workflow(file);
	const node = workflow.getNode('OVHcloud SMS')!;
	const { hints = [] } = stage.engine.nodeTypes.getByNameAndVersion(node.type).description;
	return hints
		.filter(
			({ displayCondition }) =>
				workflow.expression.getParameterValue(
					displayCondition ?? '',
					null,
					0,
					0,
					node.name,
					input,
					'manual',
					{},
				) === true,
		)
		.map(({ message }) => message);
}

const ofSend = (parameters: INode['parameters'], input?: INodeExecutionData[]) =>
	shown(sendWorkflow(parameters), input);

const SEVERAL = [expect.stringContaining('of one SMS: it is sent and charged as several')];
const UNICODE = [expect.stringContaining('leaves room for 67 characters')];

test.each<[string, INode['parameters'], unknown[]]>([
	['160 characters', { message: 'x'.repeat(160) }, []],
	['161 characters', { message: 'x'.repeat(161) }, SEVERAL],
	['a euro sign, which counts twice', { message: `${'x'.repeat(159)}€` }, SEVERAL],
	['150 characters and the STOP clause', { message: 'x'.repeat(150) }, []],
	['70 characters with ê', { message: `${'x'.repeat(69)}ê` }, []],
	['71 characters with ê', { message: `${'x'.repeat(70)}ê` }, UNICODE],
	['ê that is replaced', { message: `${'x'.repeat(70)}ê`, options: { characters: 'replace' } }, []],
	['a text that is not known yet', { message: '={{ $json.missing }}' }, []],
])('the parts of a text: %s', (_, parameters, expected) => {
	expect(ofSend(parameters)).toEqual(expected);
});

test('the text of the first item counts', () => {
	const input = [{ json: { text: 'x'.repeat(161) } }];
	expect(ofSend({ message: '={{ $json.text }}' }, input)).toEqual(SEVERAL);
});

test('the STOP clause of marketing counts', () => {
	const hints = ofSend({ message: 'x'.repeat(150), messageType: 'marketing' });
	expect(hints).toEqual(expect.arrayContaining(SEVERAL));
});

describe('marketing waits', () => {
	afterEach(() => jest.restoreAllMocks());

	test.each([
		['on a Tuesday at noon', '2026-11-24T12:00:00+01:00', {}, false],
		['on a Tuesday at 20:00', '2026-11-24T20:00:00+01:00', {}, true],
		['on a Tuesday at 7:59', '2026-11-24T07:59:00+01:00', {}, true],
		['on a Sunday at noon', '2026-11-29T12:00:00+01:00', {}, true],
		[
			'for another moment',
			'2026-11-29T12:00:00+01:00',
			{ options: { sendAt: '2099-01-05' } },
			false,
		],
		['from a virtual number', '2026-11-29T12:00:00+01:00', { senderType: 'virtualNumber' }, false],
	])('%s', (_, now, parameters, waits) => {
		jest.spyOn(Date, 'now').mockReturnValue(Date.parse(now));
		const hints = ofSend({ messageType: 'marketing', ...parameters });
		expect(hints.some((hint) => hint.includes('from 20:00 to 08:00'))).toBe(waits);
	});
});

test.each([
	['example.com', true],
	['www.shop.example/x', true],
	['Bonjour.Merci', false],
])('a link through a short number: %s', (text, isLink) => {
	const hints = ofSend({ senderType: 'shortNumber', message: `See ${text} now` });
	expect(hints.some((hint) => hint.includes('refuses links'))).toBe(isLink);
	expect(ofSend({ message: `See ${text} now` })).toEqual([]);
});

test('one text to one number for many items', () => {
	const REPEATED = [expect.stringContaining('The same text goes to the same number')];
	expect(ofSend({}, itemsTo(numbers(2)))).toEqual(REPEATED);
	expect(ofSend({}, itemsTo(numbers(1)))).toEqual([]);
	expect(ofSend({ to: '={{ $json.to }}' }, itemsTo(numbers(2)))).toEqual([]);
});

test('a batch has them, too', () => {
	expect(shown(createBatch({ message: 'x'.repeat(161) }))).toEqual(SEVERAL);
});
