import { measureText } from '../../../src/sms/text';
import { byTheStandard, type Count, gsmCount, mostParts, splitSms } from './counters';
import { type Kind, KIND_NAMES, textsOf } from '../../helpers/textSamples';

const ours = (text: string): Count => measureText(text, { stopClause: false });

const PER_KIND = 4100;

interface Counted {
	text: string;
	ours: Count;
	standard: Count;
	splitSms: Count;
	gsm: Count;
}

const known = new Map<Kind, Counted[]>();

/** Each text of a kind with what is counted for it. */
function counts(kind: Kind): Counted[] {
	const counted =
		known.get(kind) ??
		textsOf(kind, PER_KIND).map((text) => ({
			text,
			ours: ours(text),
			standard: byTheStandard(text),
			splitSms: splitSms(text),
			gsm: gsmCount(text),
		}));
	known.set(kind, counted);
	return counted;
}

describe(`independent counters agree on ${PER_KIND * KIND_NAMES.length} texts`, () => {
	describe.each(KIND_NAMES)('of %s:', (kind) => {
		const holdsPairs = kind === 'emoji' || kind === 'characters of several parts';
		let counted: Counted[];
		beforeAll(() => {
			counted = counts(kind);
		}, 60_000);

		test('the encoding, on each of them', () => {
			expect(
				counted.filter(({ ours, ...others }) =>
					[others.standard, others.splitSms, others.gsm].some(
						({ encoding }) => encoding !== ours.encoding,
					),
				),
			).toEqual([]);
		});

		test('the parts, on each of them, as the standard and `split-sms` say', () => {
			expect(counted.filter(({ standard, splitSms }) => standard.parts !== splitSms.parts)).toEqual(
				[],
			);
			// What reads as one character is kept whole here, which can take more parts.
			const allowed = kind === 'characters of several parts';
			expect(
				counted.filter(
					({ text, ours, standard }) =>
						ours.parts !== standard.parts &&
						!(allowed && ours.parts > standard.parts && ours.parts <= mostParts(text)),
				),
			).toEqual([]);
		});

		test('the parts, on each of them, as `gsm` says', () => {
			// It divides by 67, and so cuts in two what stands on the border of two parts.
			expect(
				counted.filter(
					({ text, ours, gsm }) =>
						ours.parts !== gsm.parts &&
						!(holdsPairs && ours.parts > gsm.parts && ours.parts <= mostParts(text)),
				),
			).toEqual([]);
		});
	});
});

test('the texts do hold what counters disagree about', () => {
	const emoji = counts('emoji').filter(({ ours, gsm }) => ours.parts !== gsm.parts);
	expect(emoji.length).toBeGreaterThan(10);
	const clusters = counts('characters of several parts').filter(
		({ ours, splitSms }) => ours.parts !== splitSms.parts,
	);
	expect(clusters.length).toBeGreaterThan(10);
});

// Part of the standard, but not of the alphabet that OVHcloud lists.
test('the form feed is unicode here, and 7 bits to the others', () => {
	expect([ours('\f'), splitSms('\f'), gsmCount('\f')].map(({ encoding }) => encoding)).toEqual([
		'unicode',
		'7bits',
		'7bits',
	]);
});
