import type { INode } from 'n8n-workflow';

import { withPlaceholders } from '../../nodes/OvhSms/batch/dragged';
import { createBatch, textsTo } from '../helpers/batches';
import { numbers } from '../helpers/sending';
import { AT_ONCE, errorOf, itemsOf, jsonOf, setStage } from '../helpers/stage';

const stage = setStage(AT_ONCE);
const [ADA, BOB] = numbers(2);
const PEOPLE = itemsOf({ phone: ADA, name: 'Ada' }, { phone: BOB, name: 'Bob' });

const merged = (parameters: INode['parameters']) =>
	createBatch({
		recipients: 'items',
		numberField: 'phone',
		message: 'Hi #name#',
		options: {},
		...parameters,
	});

const texts = () => [ADA, BOB].map((number) => textsTo(stage, number));
const BOTH = [['Hi Ada'], ['Hi Bob']];

describe('fields that were dragged into the form are understood', () => {
	test('the field of the numbers, by its name', async () => {
		await stage.run(merged({}), PEOPLE);
		expect(texts()).toEqual(BOTH);
	});

	test.each(['={{ $json.phone }}', '={{ $json["phone"] }}'])(
		'the field of the numbers, as the expression %s',
		async (numberField) => {
			await stage.run(merged({ numberField }), PEOPLE);
			expect(texts()).toEqual(BOTH);
		},
	);

	test('the field of the numbers, by its path', async () => {
		const items = PEOPLE.map(({ json: { phone, name } }) => ({
			json: { name, customer: { contact: { phone } } },
		}));
		await stage.run(merged({ numberField: 'customer.contact.phone' }), items);
		expect(texts()).toEqual(BOTH);
	});

	test('fields in the text', async () => {
		await stage.run(merged({ message: '=Hi {{ $json.name }}' }), PEOPLE);
		expect(texts()).toEqual(BOTH);
	});

	test('the option of workflows that were saved before the field stood at first sight', async () => {
		const options = { numberField: 'phone' };
		await stage.run(merged({ numberField: 'number', options }), PEOPLE);
		expect(texts()).toEqual(BOTH);
	});
});

describe('what cannot be understood is refused with what to do', () => {
	test('a text that does more than putting fields in', async () => {
		const message = '=Hi {{ $json.name.toUpperCase() }}';
		const error = errorOf(await stage.run(merged({ message }), PEOPLE));
		expect(error.description).toContain('write #text# here');
		expect(stage.sandbox.requests).toEqual([]);
	});

	test('a field that no item has, with those that they have', async () => {
		const error = errorOf(await stage.run(merged({ numberField: 'mobile' }), PEOPLE));
		expect(error.message).toContain('"Phone Field" is "mobile", which no item has');
		expect(error.description).toContain('"phone", "name"');
	});

	test('a placeholder that no item has, with those that they have', async () => {
		const error = errorOf(await stage.run(merged({ message: 'Hi #nme#' }), PEOPLE));
		expect(error.message).toContain('#nme#');
		expect(error.description).toContain('"phone", "name"');
	});
});

test('a dry run shows the first three texts as they will be', async () => {
	const people = numbers(4).map((phone, index) => ({ json: { phone, name: `Zoë ${index}` } }));
	const file = merged({ options: { dryRun: true } });
	expect(jsonOf(await stage.run(file, people))[0].texts).toEqual(
		people.slice(0, 3).map(({ json: { phone } }, index) => ({
			receiver: phone,
			message: `Hi Zoe ${index}`,
		})),
	);
});

test.each([
	['=Hello {{ $json.name }}!', 'Hello #name#!'],
	['=Hello {{$json["first name"]}}', 'Hello #first name#'],
	["=No {{ $json['ref'] }}", 'No #ref#'],
	['=Hello {{ $json.name.trim() }}', undefined],
	["=Hello {{ $('Start').item.json.name }}", undefined],
	['=Hello {{ $json.customer.name }}', undefined],
	['={{ $json.a + $json.b }}', undefined],
])('%s as a text with placeholders', (expression, text) => {
	expect(withPlaceholders(expression)).toBe(text);
});
