import { OvhError } from '../../../src/ovh/errors';
import { Looks } from '../../../src/sending/looks';

const failure = (facts: Partial<OvhError['facts']>): OvhError =>
	new OvhError({ kind: 'server', effect: 'none', method: 'GET', route: '/', path: '/', ...facts });
const failing = (error: Error) => async () => await Promise.reject(error);
const seen = async () => await Promise.resolve('seen');

test.each([
	{ kind: 'server', status: 503 },
	{ kind: 'connection' },
	{ kind: 'timeout' },
	{ kind: 'unreadable', status: 502 },
] as const)(
	'after a look that failed as any other would, there is none more: %j',
	async (facts) => {
		const looks = new Looks();
		const outage = failure(facts);
		expect(looks.outageOf('a')).toBeUndefined();
		await expect(looks.at('a', failing(outage))).rejects.toBe(outage);
		expect(looks.outageOf('a')).toBe(outage);
		await expect(looks.at('a', seen)).rejects.toBe(outage);
		await expect(looks.inTurn('a', seen)).rejects.toBe(outage);
		expect(await looks.at('b', seen)).toBe('seen');
	},
);

test.each([
	failure({ kind: 'right', status: 403 }),
	failure({ kind: 'unreadable' }),
	new Error('another message has the tag'),
])('a look that failed in its own way does not stop the others: %s', async (error) => {
	const looks = new Looks();
	await expect(looks.inTurn('a', failing(error))).rejects.toBe(error);
	expect(looks.outageOf('a')).toBeUndefined();
	expect(await looks.inTurn('a', seen)).toBe('seen');
});

test('looks that wait for each other begin when the one before has ended, account by account', async () => {
	const looks = new Looks();
	const said: string[] = [];
	const look = (name: string) => async () => {
		said.push(`${name} begins`);
		await Promise.resolve();
		said.push(`${name} ends`);
	};
	await Promise.all([looks.inTurn('a', look('first')), looks.inTurn('a', look('second'))]);
	expect(said).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});
