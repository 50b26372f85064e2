import { inItem, InputError, listed } from '../../../src/sms/inputError';

describe('a failure of one of several items', () => {
	test('says which item it was, and keeps its words', () => {
		const error = inItem(new InputError('To', 'is empty', 'Fill it in.'), 3);
		expect(error).toBeInstanceOf(InputError);
		expect(error).toMatchObject({
			parameter: 'To',
			message: '"To" is empty',
			advice: 'Fill it in.',
			item: 3,
		});
	});

	test('keeps the item that it names itself', () => {
		const error = new InputError('To', 'is empty', 'Fill it in.', 0);
		expect(inItem(error, 3)).toBe(error);
	});

	test.each([new Error('unforeseen'), 'unforeseen', undefined])('may be anything (%#)', (error) => {
		expect(inItem(error, 3)).toBe(error);
	});
});

describe('many values in an error', () => {
	test.each<[values: string[], text: string]>([
		[[], ''],
		[['a'], '"a"'],
		[['a', 'b', 'c', 'd', 'e'], '"a", "b", "c", "d", "e"'],
		[['a', 'b', 'c', 'd', 'e', 'f', 'g'], '"a", "b", "c", "d", "e", and 2 more'],
	])('are named up to the fifth: %j', (values, text) => {
		expect(listed(values)).toBe(text);
	});

	test('are cut where they are long', () => {
		expect(listed(['x'.repeat(60), 'y'.repeat(61)])).toBe(
			`"${'x'.repeat(60)}", "${'y'.repeat(60)}…"`,
		);
	});
});
