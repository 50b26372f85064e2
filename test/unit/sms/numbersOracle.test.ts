import { parsePhoneNumber } from 'awesome-phonenumber';
import { PhoneNumberFormat, PhoneNumberUtil } from 'google-libphonenumber';

import { parseRecipients } from '../../../src/sms/recipients';
import { type Sample, SAMPLED, samples, SPELLINGS } from './numberSamples';

const google = PhoneNumberUtil.getInstance();

/** What Google's own library makes of a text, if that is a valid number. */
function readByGoogle(text: string, region: string): string | undefined {
	try {
		const number = google.parse(text, region);
		return google.isValidNumber(number) ? google.format(number, PhoneNumberFormat.E164) : undefined;
	} catch {
		return undefined;
	}
}

/** The same library, compiled by others, with plans of another day. */
function readByAwesome(text: string, regionCode: string): string | undefined {
	const { valid, number } = parsePhoneNumber(text, { regionCode });
	return valid ? number?.e164 : undefined;
}

/**
 * Where the two libraries read something else, or nothing. In each of these the number that was
 * written is what we read.
 */
const DISAGREEMENTS: Record<string, { countries: string[]; why: string }> = {
	'with 00': {
		countries: ['US', 'CA', 'BR', 'JP', 'AU'],
		why: 'abroad is dialled in another way there; who writes 00 means it nevertheless',
	},
	'national, without its zero': {
		countries: ['IT', 'HU', 'CI', 'BJ'],
		why: 'the zero, or in Hungary 06, belongs to the number; spreadsheets have dropped it',
	},
	'without its plus': {
		countries: ['DE'],
		why: 'they read a landline of Germany, whose numbers may be as long',
	},
};

const SAMPLES = samples(50, 15);

test('20,000 numbers of 40 countries are generated', () => {
	expect(SAMPLED).toHaveLength(40);
	expect(new Set(SAMPLES.map(({ e164 }) => e164)).size).toBeGreaterThan(1900);
	expect(SAMPLES.length * SPELLINGS.length).toBe(20_000);
});

describe('both libraries of Google read the same, but for what is listed', () => {
	test.each(SPELLINGS)('$name', ({ name, write }) => {
		const differing = SAMPLES.map((sample) => ({ ...sample, text: write(sample) })).filter(
			({ text, region }) => {
				const ours = receiverOf(text, region);
				return ours !== readByGoogle(text, region) || ours !== readByAwesome(text, region);
			},
		);
		const countries = new Set(differing.map(({ region }) => region));
		expect([...countries].sort()).toEqual([...(DISAGREEMENTS[name]?.countries ?? [])].sort());
		expect(differing.filter(isMisread)).toEqual([]);
	});
});

function isMisread({ text, region, e164 }: Sample & { text: string }): boolean {
	return receiverOf(text, region) !== e164;
}

function receiverOf(text: string, defaultCountry: string): string | undefined {
	return parseRecipients([text], { defaultCountry })[0].receiver;
}
