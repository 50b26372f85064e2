import { getExample, parsePhoneNumber } from 'awesome-phonenumber';

import { seeded } from '../../helpers/random';

/** Countries whose numbers are generated. */
export const SAMPLED = [
	...['FR', 'DE', 'GB', 'ES', 'IT', 'BE', 'NL', 'LU', 'CH', 'AT', 'PT', 'IE', 'PL', 'CZ'],
	...['SE', 'NO', 'DK', 'FI', 'GR', 'HU', 'RO', 'BG', 'UA', 'TR', 'US', 'CA', 'MX', 'BR'],
	...['AR', 'MA', 'DZ', 'TN', 'SN', 'CI', 'BJ', 'ZA', 'IN', 'CN', 'JP', 'AU'],
] as const;

/** A number of a country, by Google's plans. */
export interface Sample {
	region: string;
	e164: string;
	/** As it is written abroad and within the country: `+33 6 12 34 56 78`, `06 12 34 56 78`. */
	international: string;
	national: string;
	isMobile: boolean;
}

/** Numbers of each country that Google calls valid: about one in five is a landline. */
export function samples(count: number, seed: number): Sample[] {
	const random = seeded(seed);
	return SAMPLED.flatMap((region) =>
		Array.from({ length: count }, (_, nth) =>
			sample(region, nth % 5 === 4 ? 'fixed-line' : 'mobile', random),
		),
	);
}

function sample(region: string, type: 'mobile' | 'fixed-line', random: () => number): Sample {
	const example = getExample(region, type).number?.e164 ?? '';
	for (;;) {
		const end = String(Math.floor(random() * 1e5)).padStart(5, '0');
		const found = parsePhoneNumber(example.slice(0, -5) + end);
		if (!found.valid || found.regionCode !== region) continue;
		const { e164, international, national } = found.number;
		const isMobile = found.type === 'mobile' || found.type === 'fixed-line-or-mobile';
		return { region, e164, international, national, isMobile };
	}
}

/** Ways in which people write a number; those for within the country need it to be told. */
export const SPELLINGS: Array<{
	name: string;
	isNational?: boolean;
	write: (sample: Sample) => string;
}> = [
	{ name: 'E.164', write: ({ e164 }) => e164 },
	{ name: 'international', write: ({ international }) => international },
	{ name: 'with 00', write: ({ e164 }) => `00${e164.slice(1)}` },
	{
		name: 'with dots and invisible marks',
		write: ({ international }) => `\u202a${international.replace(/[ -]/g, '.')}\u202c\ufe0f`,
	},
	{ name: 'as a link', write: ({ international }) => `tel:${international.replace(/ /g, '-')}` },
	{
		name: 'in full-width digits',
		write: ({ e164 }) =>
			e164.replace(/[+\d]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
	},
	{ name: 'national', isNational: true, write: ({ national }) => national },
	{
		name: 'national, digits only',
		isNational: true,
		write: ({ national }) => national.replace(/\D/g, ''),
	},
	{
		name: 'national, without its zero',
		isNational: true,
		write: ({ national }) => national.replace(/\D/g, '').replace(/^0+/, ''),
	},
	{ name: 'without its plus', isNational: true, write: ({ e164 }) => e164.slice(1) },
];
