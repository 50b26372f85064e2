import { parseRecipients } from '../../../src/sms/recipients';
import {
	type Fate,
	impossible,
	PartlySent,
	receiversOf,
	sendResult,
} from '../../../src/sending/report';

const ANNA = '+33612345678';
const BEN = '+33698765432';
const CLEO = '+4915112345678';

const accepted = (id?: number, credits = 1): Fate => ({
	status: 'accepted',
	credits,
	...(id !== undefined && { id }),
});
const NO_NUMBER = '"nobody" is not a phone number';
const REFUSED = 'OVHcloud refused this number';
const refused: Fate = { status: 'invalid', credits: 0 };

function told(to: string[], fates: Record<string, Fate>) {
	return sendResult(parseRecipients(to), new Map(Object.entries(fates)));
}

describe('the report of an item', () => {
	test('tells each recipient its id', () => {
		expect(told([ANNA, BEN], { [ANNA]: accepted(11, 1.5), [BEN]: accepted(12) })).toEqual({
			ids: [11, 12],
			validReceivers: [ANNA, BEN],
			invalidReceivers: [],
			totalCreditsRemoved: 2.5,
			recipients: [
				{ receiver: ANNA, input: ANNA, id: 11, status: 'accepted' },
				{ receiver: BEN, input: BEN, id: 12, status: 'accepted' },
			],
		});
	});

	test("stands in the user's order, not in the one in which things became known", () => {
		const fates = { [CLEO]: accepted(1), [ANNA]: accepted(2), [BEN]: accepted(3) };
		const { ids, validReceivers, recipients } = told([ANNA, BEN, CLEO], fates);
		expect(ids).toEqual([2, 3, 1]);
		expect(recipients.map(({ id }) => id)).toEqual(ids);
		expect(validReceivers).toEqual([ANNA, BEN, CLEO]);
	});

	test('tells duplicates, in whatever form they were written', () => {
		const fates = { [ANNA]: accepted(1), [BEN]: accepted(2) };
		const { ids, recipients, invalidReceivers, totalCreditsRemoved } = told(
			[ANNA, '0033612345678', BEN, ANNA],
			fates,
		);
		expect(recipients).toEqual([
			{ receiver: ANNA, input: ANNA, id: 1, status: 'accepted' },
			{ receiver: ANNA, input: '0033612345678', status: 'duplicate' },
			{ receiver: BEN, input: BEN, id: 2, status: 'accepted' },
			{ receiver: ANNA, input: ANNA, status: 'duplicate' },
		]);
		expect(invalidReceivers).toEqual([]);
		expect(ids).toEqual([1, 2]);
		expect(totalCreditsRemoved).toBe(2);
	});

	test('tells what was not sent: what is no number, and what OVHcloud refused', () => {
		const { recipients, invalidReceivers, validReceivers } = told(
			['nobody', ANNA, BEN, 'nobody', BEN],
			{ [ANNA]: accepted(1), [BEN]: refused },
		);
		expect(recipients).toEqual([
			{ input: 'nobody', status: 'invalid', reason: NO_NUMBER },
			{ receiver: ANNA, input: ANNA, id: 1, status: 'accepted' },
			{ receiver: BEN, input: BEN, status: 'invalid', reason: REFUSED },
			{ input: 'nobody', status: 'invalid', reason: NO_NUMBER },
			{ receiver: BEN, input: BEN, status: 'invalid', reason: REFUSED },
		]);
		expect(invalidReceivers).toEqual(['nobody', BEN]);
		expect(validReceivers).toEqual([ANNA]);
	});

	test.each<[what: string, fates: Record<string, Fate>]>([
		['of whom nothing is known', {}],
		['of whom it is not known', { [BEN]: { status: 'unknown', credits: 0 } }],
	])('calls those neither accepted nor refused %s', (_, fates) => {
		const { recipients, validReceivers, invalidReceivers } = told([ANNA, BEN], {
			[ANNA]: accepted(1),
			...fates,
		});
		const reason = 'Not known whether OVHcloud has the message';
		expect(recipients[1]).toEqual({ receiver: BEN, input: BEN, status: 'unknown', reason });
		expect(validReceivers).toEqual([ANNA]);
		expect(invalidReceivers).toEqual([]);
	});

	test('holds no ids where none are known, and keeps the id 0', () => {
		const { ids, recipients } = told([ANNA, BEN], { [ANNA]: accepted(), [BEN]: accepted(0) });
		expect(ids).toEqual([0]);
		expect(recipients).toEqual([
			{ receiver: ANNA, input: ANNA, status: 'accepted' },
			{ receiver: BEN, input: BEN, id: 0, status: 'accepted' },
		]);
	});

	test.each(['alreadySent', 'dryRun'] as const)(
		'tells a recipient that is %s as valid',
		(status) => {
			const result = told([ANNA, ANNA], { [ANNA]: { status, id: 5, credits: 0 } });
			expect(result).toMatchObject({ ids: [5], validReceivers: [ANNA], invalidReceivers: [] });
			expect(result.recipients.map((recipient) => recipient.status)).toEqual([status, 'duplicate']);
			expect(result.totalCreditsRemoved).toBe(0);
		},
	);

	test('adds credits without the errors of decimals', () => {
		const fates = { [ANNA]: accepted(1, 0.1), [BEN]: accepted(2, 0.2), [CLEO]: accepted(3, 0.4) };
		expect(told([ANNA, BEN, CLEO], fates).totalCreditsRemoved).toBe(0.7);
	});

	test('of nobody is empty', () => {
		expect(told([], {})).toEqual({
			ids: [],
			validReceivers: [],
			invalidReceivers: [],
			totalCreditsRemoved: 0,
			recipients: [],
		});
	});
});

test('numbers are sent to once, without those that are none', () => {
	const recipients = parseRecipients([BEN, 'nobody', ANNA, '0033612345678', BEN]);
	const wanted = receiversOf(recipients);
	expect(wanted.map(({ receiver }) => receiver)).toEqual([BEN, ANNA]);
	expect(wanted).toEqual([recipients[0], recipients[2]]);
	expect(receiversOf([])).toEqual([]);
});

test('what cannot be a number is told as it was written', () => {
	expect(impossible(parseRecipients(['nobody', ANNA, '12', 'nobody']))).toEqual([
		'nobody',
		'12',
		'nobody',
	]);
	expect(impossible(parseRecipients([ANNA]))).toEqual([]);
});

test('a failure of an item that went out in part keeps its cause, and who has it', () => {
	const failure = new Error('no credit');
	const { recipients } = told([ANNA, BEN], {
		[ANNA]: accepted(1),
		[BEN]: { status: 'unknown', credits: 0 },
	});
	const result = { recipients, totalCreditsRemoved: 1, tag: 'n8n-1' };
	const error = new PartlySent(failure, result, 'item', recipients, 3);
	expect(error).toMatchObject({ failure, result, name: 'PartlySent', count: 3 });
	expect([error.accepted, error.unknown]).toEqual([[recipients[0]], [recipients[1]]]);
});
