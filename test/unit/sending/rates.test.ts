import type { ApiCall } from '../../../src/ovh/call';
import { OvhError } from '../../../src/ovh/errors';
import { hasRate, priceFrom, Rates, type RateSource } from '../../../src/sending/rates';
import { COUNTRIES } from '../../../src/sms/recipients';

type Answer = Awaited<ReturnType<RateSource['read']>>;

/** Answers with the given credits, and keeps the countries that were asked for. */
function source(...credits: unknown[]): RateSource & { asked: unknown[] } {
	const asked: unknown[] = [];
	return {
		asked,
		read: async ({ query }: ApiCall) => {
			asked.push(query?.country);
			const credit = credits.length > 1 ? credits.shift() : credits[0];
			if (credit instanceof Error) throw credit;
			return await Promise.resolve({ credit } as Answer);
		},
	};
}

const failure = new OvhError({
	kind: 'connection',
	effect: 'none',
	method: 'GET',
	route: '/sms/rates/destinations',
	path: '/sms/rates/destinations',
});

describe('the credits of a part', () => {
	test('are those of OVHcloud, asked for in the spelling of its API', async () => {
		const ovh = source(0.5);
		await expect(new Rates(ovh).creditsPerPart('GB')).resolves.toBe(0.5);
		expect(ovh.asked).toEqual(['gb']);
	});

	test('are asked for once for each country, in any spelling', async () => {
		const ovh = source(1);
		const rates = new Rates(ovh);
		for (const country of ['FR', 'fr', 'Fr', 'DE', 'FR']) await rates.creditsPerPart(country);
		expect(ovh.asked).toEqual(['fr', 'de']);
	});

	test('are asked for once by callers of the same moment', async () => {
		const ovh = source(2);
		const rates = new Rates(ovh);
		const all = await Promise.all(
			Array.from({ length: 50 }, async () => await rates.creditsPerPart('FR')),
		);
		expect(new Set(all)).toEqual(new Set([2]));
		expect(ovh.asked).toEqual(['fr']);
	});

	test('are not shared between runs, since prices change', async () => {
		const ovh = source(1, 2);
		await expect(new Rates(ovh).creditsPerPart('FR')).resolves.toBe(1);
		await expect(new Rates(ovh).creditsPerPart('FR')).resolves.toBe(2);
	});

	test('may be nothing', async () => {
		await expect(new Rates(source(0)).creditsPerPart('FR')).resolves.toBe(0);
	});

	test('are asked for again after a failure', async () => {
		const ovh = source(failure, 1);
		const rates = new Rates(ovh);
		await expect(rates.creditsPerPart('FR')).rejects.toBe(failure);
		await expect(rates.creditsPerPart('FR')).resolves.toBe(1);
	});

	test.each([undefined, null, '1', NaN, -1])(
		'are not taken from an answer that says %p',
		async (credit) => {
			await expect(new Rates(source(credit)).creditsPerPart('FR')).rejects.toMatchObject({
				facts: {
					kind: 'unreadable',
					effect: 'none',
					method: 'GET',
					path: '/sms/rates/destinations',
					reason: 'the credits of a destination were expected',
				},
			});
		},
	);

	test.each(['MC', 'XK', 'ZZ', 'all', 'ALL', '', 'France'])(
		'of "%s" are not asked for: OVHcloud has no price',
		async (country) => {
			const ovh = source(1);
			await expect(new Rates(ovh).creditsPerPart(country)).rejects.toMatchObject({
				name: 'InputError',
				message: `"To" goes to "${country}", for which OVHcloud lists no price`,
				advice: expect.stringContaining('Leave these recipients out') as string,
			});
			expect(ovh.asked).toEqual([]);
		},
	);
});

test('OVHcloud has a price for most countries, and the others are known', () => {
	expect(COUNTRIES.filter(({ value }) => hasRate(value)).length).toBeGreaterThan(195);
	expect([undefined, '', 'MC', 'all'].map(hasRate)).toEqual([false, false, false, false]);
});

test('a Time2Chat number takes two credits wherever it goes, any other sender by destination', () => {
	const from = (virtualNumber: string) => priceFrom({ senderType: 'virtualNumber', virtualNumber });
	expect(from('+33912345678')).toEqual({ creditsPerPart: 2 });
	expect(from('+33700000001')).toEqual({});
	expect(priceFrom({ senderType: 'sender', sender: '+33912345678' })).toEqual({});
});
