import type { SmsSmsSendingReport } from '../../ovh/model.generated';
import { parseRecipients, type Recipient } from '../../sms/recipients';
import { isReport, receiversOf, sendResult } from '../../sms/report';

const ANNA = '+33612345678';
const BEN = '+33698765432';
const CLEO = '+4915112345678';

function reportOf(report: Partial<SmsSmsSendingReport>): SmsSmsSendingReport {
	const empty = {
		ids: [],
		validReceivers: [],
		invalidReceivers: [],
		tag: '',
		totalCreditsRemoved: 0,
	};
	return { ...empty, ...report };
}

function told(recipients: Recipient[], report: Partial<SmsSmsSendingReport>) {
	return sendResult('sms-ab12345-1', recipients, reportOf(report));
}

describe('the report of a sending', () => {
	test('tells each recipient its id', () => {
		const result = told(parseRecipients([ANNA, BEN]), {
			ids: [11, 12],
			validReceivers: [ANNA, BEN],
			tag: 'promo',
			totalCreditsRemoved: 2.5,
		});
		expect(result).toEqual({
			account: 'sms-ab12345-1',
			tag: 'promo',
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

	test("follows OVHcloud's order, not the user's", () => {
		const { recipients } = told(parseRecipients([ANNA, BEN, CLEO]), {
			ids: [1, 2, 3],
			validReceivers: [CLEO, ANNA, BEN],
		});
		expect(recipients.map(({ id }) => id)).toEqual([2, 3, 1]);
	});

	test.each(['0033612345678', '33612345678', '+33 6 12 34 56 78', '+33612345678'])(
		'knows a recipient that OVHcloud writes as %s',
		(written) => {
			const { recipients } = told(parseRecipients(ANNA), { ids: [5], validReceivers: [written] });
			expect(recipients).toEqual([{ receiver: ANNA, input: ANNA, id: 5, status: 'accepted' }]);
		},
	);

	test('tells duplicates, in whatever form they were written', () => {
		const { recipients, invalidReceivers } = told(
			parseRecipients([ANNA, '0033612345678', BEN, ANNA]),
			{ ids: [1, 2], validReceivers: [ANNA, BEN] },
		);
		expect(recipients).toEqual([
			{ receiver: ANNA, input: ANNA, id: 1, status: 'accepted' },
			{ receiver: ANNA, input: '0033612345678', status: 'duplicate' },
			{ receiver: BEN, input: BEN, id: 2, status: 'accepted' },
			{ receiver: ANNA, input: ANNA, status: 'duplicate' },
		]);
		expect(invalidReceivers).toEqual([]);
	});

	test('tells what was not sent: what is no number, and what OVHcloud left out', () => {
		const { recipients, invalidReceivers, validReceivers } = told(
			parseRecipients(['nobody', ANNA, BEN, 'nobody', BEN]),
			{ ids: [1], validReceivers: [ANNA], invalidReceivers: [BEN] },
		);
		expect(recipients).toEqual([
			{ input: 'nobody', status: 'invalid' },
			{ receiver: ANNA, input: ANNA, id: 1, status: 'accepted' },
			{ receiver: BEN, input: BEN, status: 'invalid' },
			{ input: 'nobody', status: 'invalid' },
			{ receiver: BEN, input: BEN, status: 'invalid' },
		]);
		expect(invalidReceivers).toEqual(['nobody', BEN]);
		expect(validReceivers).toEqual([ANNA]);
	});

	test.each([[[]], [[1]], [[1, 2, 3]]])('gives no ids to recipients when %j are for two', (ids) => {
		const result = told(parseRecipients([ANNA, BEN]), { ids, validReceivers: [ANNA, BEN] });
		expect(result.recipients).toEqual([
			{ receiver: ANNA, input: ANNA, status: 'accepted' },
			{ receiver: BEN, input: BEN, status: 'accepted' },
		]);
		expect(result.ids).toEqual(ids);
	});

	test('keeps the id 0', () => {
		const { recipients } = told(parseRecipients(ANNA), { ids: [0], validReceivers: [ANNA] });
		expect(recipients[0].id).toBe(0);
	});

	test('has an empty tag where OVHcloud gives none', () => {
		const untagged = { ...reportOf({}), tag: undefined } as unknown as SmsSmsSendingReport;
		expect(sendResult('x', [], untagged).tag).toBe('');
	});
});

test('numbers are sent to once, without those that are none', () => {
	const recipients = parseRecipients([BEN, 'nobody', ANNA, '0033612345678', BEN]);
	expect(receiversOf(recipients)).toEqual([BEN, ANNA]);
	expect(receiversOf([])).toEqual([]);
});

test.each<[answer: unknown, report: boolean]>([
	[reportOf({}), true],
	[{ ids: [], validReceivers: [] }, true],
	[{ ids: [] }, false],
	[{ validReceivers: [] }, false],
	[{ ids: 1, validReceivers: '' }, false],
	[null, false],
	[undefined, false],
	['', false],
	[[], false],
	[{ message: 'ok' }, false],
])('%j is a report: %s', (answer, report) => {
	expect(isReport(answer)).toBe(report);
});
