import { parsePhoneNumber } from 'awesome-phonenumber';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';

import { parseRecipients } from '../../../src/sms/recipients';
import { seeded } from '../../helpers/random';

/** Google's own library, compiled: an independent reading of the same numbers. */
function google(text: string, regionCode?: string): string | undefined {
	const { valid, number } = parsePhoneNumber(text, { regionCode });
	return valid ? number?.e164 : undefined;
}

const receiver = (text: string, country?: string): string | undefined =>
	parseRecipients([text], { defaultCountry: country })[0].receiver;

const REGIONS = getCountries().filter((country) => getExampleNumber(country, examples));

/** Numbers like a country's mobile ones, with other digits at the end. */
function numbersOf(region: (typeof REGIONS)[number], count: number): string[] {
	const example = getExampleNumber(region, examples)?.number ?? '';
	return Array.from({ length: count }, () => {
		const end = String(Math.floor(random() * 1e4)).padStart(4, '0');
		return example.slice(0, -4) + end;
	});
}

const random = seeded(7);
const NUMBERS = REGIONS.flatMap((region) =>
	numbersOf(region, 16).map((e164) => ({ region, e164 })),
).filter(({ e164 }) => isSentTo(e164));

/** What is valid and no pager, or any other number that needs its option. */
function isSentTo(e164: string): boolean {
	const { valid, type = '' } = parsePhoneNumber(e164);
	return valid && !['pager', 'premium-rate', 'shared-cost', 'uan'].includes(type);
}

/** Ways in which people write an international number. */
const FORMS: Array<[name: string, write: (e164: string, international: string) => string]> = [
	['E.164', (e164) => e164],
	['grouped', (_, international) => international],
	['with 00', (e164) => `00${e164.slice(1)}`],
	['with 00, grouped', (_, international) => `00 ${international.slice(1)}`],
	['with dots', (_, international) => international.replace(/[ -]/g, '.')],
	['with dashes', (_, international) => international.replace(/ /g, '-')],
	['with slashes', (_, international) => international.replace(/[ -]/g, '/')],
	['with narrow non-breaking spaces', (_, international) => international.replace(/ /g, '\u202f')],
	['with non-breaking spaces', (_, international) => international.replace(/ /g, '\u00a0')],
	['from contacts', (_, international) => `\u202a${international}\u202c\u200e`],
	['from a spreadsheet', (e164) => `'${e164}`],
	['as a link', (_, international) => `tel:${international.replace(/ /g, '-')}`],
	['quoted', (_, international) => `"${international}"`],
	['the code in brackets', (_, international) => international.replace(/^(\+\d+)/, '($1)')],
	[
		'in full-width digits',
		(e164) => e164.replace(/[+\d]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
	],
];

test('there are some thousand numbers of more than 200 countries', () => {
	expect(REGIONS.length).toBeGreaterThan(200);
	expect(NUMBERS.length).toBeGreaterThan(2500);
});

describe('Google reads the same in numbers of all countries', () => {
	test.each(FORMS)('%s', (_, write) => {
		const differing = NUMBERS.map(({ e164 }) => {
			const international = parsePhoneNumber(e164).number?.international ?? e164;
			return { e164, written: write(e164, international), expected: google(e164) };
		}).filter(({ written, expected }) => receiver(written) !== expected);
		expect(differing).toEqual([]);
	});

	test('as they are written within the country', () => {
		const differing = NUMBERS.map(({ region, e164 }) => {
			const national = parsePhoneNumber(e164, { regionCode: region }).number?.national ?? '';
			return { region, national, expected: google(national, region) };
		}).filter(({ region, national, expected }) => receiver(national, region) !== expected);
		expect(differing).toEqual([]);
	});
});

describe('the country of a number', () => {
	test('is the one that Google tells', () => {
		const differing = NUMBERS.map(({ e164 }) => ({
			e164,
			google: parsePhoneNumber(e164),
			country: parseRecipients(e164)[0].country,
		}))
			.filter(({ google, country }) => google.valid && google.regionCode !== country)
			.map(({ e164, google, country }) => `${e164}: ${google.regionCode}, not ${country}`);
		expect(differing).toEqual([]);
	});
});
