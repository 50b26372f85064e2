import { expectIds, expectObject, expectObjects } from '../../../src/ovh/answers';
import { OvhError } from '../../../src/ovh/errors';

const call = { route: 'GET /sms/{serviceName}/jobs', path: { serviceName: 'x' } } as const;

function refusalOf(work: () => unknown): OvhError['facts'] {
	try {
		work();
	} catch (error) {
		expect(error).toBeInstanceOf(OvhError);
		return (error as OvhError).facts;
	}
	throw new Error('It was taken');
}

describe('an object', () => {
	test('is given as it is', () => {
		const object = { id: 1 };
		expect(expectObject(call, object)).toBe(object);
	});

	test.each([null, undefined, [], [{}]])('is not %j', (answer) => {
		expect(refusalOf(() => expectObject(call, answer))).toMatchObject({
			kind: 'unreadable',
			effect: 'none',
			path: '/sms/x/jobs',
			reason: 'an object was expected',
		});
	});

	test('that a change should have answered with leaves open whether it was carried out', () => {
		expect(refusalOf(() => expectObject(call, null, 'unknown')).effect).toBe('unknown');
	});
});

describe('a list of objects', () => {
	test.each([[[]], [[{}, { id: 1 }]]])('is %j', (answer) => {
		expect(expectObjects(call, answer)).toBe(answer);
	});

	test.each([null, {}, 'x', [1], [{}, null], [[]]])('is not %j', (answer) => {
		expect(refusalOf(() => expectObjects(call, answer))).toMatchObject({
			kind: 'unreadable',
			effect: 'none',
			reason: 'a list of objects was expected',
		});
	});
});

describe('a list of IDs', () => {
	test.each([[[]], [[1, 20]], [['BOUTIQUE', 'a.b', '...', '+33']]])('is %j', (answer) => {
		expect(expectIds(call, answer)).toBe(answer);
	});

	// Some would make another path, of which the object is a different one.
	test.each([
		[null],
		[{}],
		['x'],
		[[1, null]],
		[[{}]],
		[[[1]]],
		[[true]],
		[[1.5]],
		[['']],
		[[' ']],
		[['.']],
		[['..']],
		[[' .. ']],
	])('is not %j', (answer) => {
		expect(refusalOf(() => expectIds(call, answer))).toMatchObject({
			kind: 'unreadable',
			effect: 'none',
			reason: 'a list of IDs was expected',
		});
	});
});
