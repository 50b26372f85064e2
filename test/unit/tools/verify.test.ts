import { STRICT_MODES } from '../../../sandbox';
import { usualQuirks } from '../../../sandbox/state/quirks';
import { CHECKS, NOT_CHECKED } from '../../../tools/verify/checks';
import { NOT_CONFIRMED } from '../../helpers/notConfirmed';
import { closeVerified, OWN_PHONE, verified, type Verified } from '../../helpers/verifying';

afterEach(closeVerified);

const yes = (): boolean => true;
const no = (): boolean => false;

const findingsOf = ({ results }: Verified) => results.flatMap(({ findings }) => findings);
const broken = (run: Verified) => findingsOf(run).filter(({ verdict }) => verdict === 'broken');
const sentTo = ({ sandbox }: Verified) => sandbox.sentTo(OWN_PHONE);

test('what is not confirmed is asked, or it is said why not', () => {
	const named = [...CHECKS, ...NOT_CHECKED];
	const about = new Set(named.flatMap((one) => one.about as string[]));
	expect([...about].sort()).toEqual(NOT_CONFIRMED.map(([statement]) => statement).sort());
	const quirks = new Set(named.flatMap((one) => one.quirks as string[]));
	expect([...quirks].sort()).toEqual(Object.keys(usualQuirks()).sort());
});

test('against the sandbox as it is, every assumption is confirmed', async () => {
	const run = await verified(yes);
	expect(broken(run)).toEqual([]);
	expect(run.results.filter(({ skipped, failed }) => skipped ?? failed)).toEqual([]);
	const confirmed = findingsOf(run).filter(({ verdict }) => verdict === 'confirmed');
	const names = confirmed.map(({ assumption }) => assumption);
	const asked = CHECKS.flatMap(({ quirks }) => quirks.map((name) => `quirks.${name}`));
	expect(names).toEqual(expect.arrayContaining(asked));
	expect(run.report).toContain('**0 assumptions broken, ');
});

test.each(Object.entries(STRICT_MODES))(
	'where %s, the report says that it is so',
	async (mode, quirks) => {
		const run = await verified(yes, quirks);
		const names = new Set(broken(run).map(({ assumption }) => assumption));
		expect([...names].sort()).toEqual(
			Object.keys(quirks)
				.map((name) => `quirks.${name}`)
				.sort(),
		);
		for (const finding of broken(run)) expect(finding.modes).toContain(mode);
		const [, part] = run.report.split('## Broken');
		expect(part.split('## All assumptions')[0]).toContain(`\`${mode}\``);
	},
);

test.each([
	['addressLength', 100],
	['reasonNeeded', true],
	['mostMinutes', 43_800],
	['deferredShift', 60],
] as const)('another answer to %s is told', async (name, value) => {
	const run = await verified(yes, { [name]: value });
	expect(new Set(broken(run).map(({ assumption }) => assumption))).toEqual(
		new Set([`quirks.${name}`]),
	);
});

test('all is taken away again, and no more is spent than was told', async () => {
	const run = await verified(yes);
	const { sandbox, session } = run;
	expect([...session.made]).toEqual([]);
	expect(sandbox.state.documents.ids()).toEqual([]);
	const account = sandbox.state.accounts.get(sandbox.accountName);
	expect(account?.batches.size).toBe(0);
	expect(account?.senders.size).toBe(4);
	expect(account?.details.stopCallBack ?? '').toBe('');
	const pending = sandbox.state.messages.at('pending', sandbox.accountName);
	expect(pending).toEqual([]);
	const credits = sentTo(run).reduce((sum, { credits: taken }) => sum + taken, 0);
	expect(session.spending.spent).toBe(credits);
	const orders = run.questions.filter((question) => question.includes('Send it?'));
	expect(orders).toHaveLength(6);
	for (const order of orders)
		expect(order).toMatch(/It costs 1 credit; \d of at most 10 are spent/);
});

test('whoever says no sends nothing, and changes nothing', async () => {
	const run = await verified(no);
	expect(run.questions.length).toBeGreaterThan(5);
	const methods = new Set(run.sandbox.requests.map(({ method }) => method));
	expect(methods).toEqual(new Set(['GET']));
	expect(sentTo(run)).toEqual([]);
	expect(run.session.spending.spent).toBe(0);
	expect(run.report).toContain('skipped: you said no');
});

test('each SMS is asked for by itself, and goes to the own phone only', async () => {
	const run = await verified((question) => question.includes('marketing'));
	expect(sentTo(run)).toMatchObject([{ marketing: true }]);
	const texts = run.sandbox.state.messages.at('sent', run.sandbox.accountName);
	const others = texts.filter(
		({ sms }) => sms.tag !== 'invoice-7781' && sms.receiver !== OWN_PHONE,
	);
	expect(others).toEqual([]);
});

test('a history without SMS is asked once this run has sent one', async () => {
	const run = await verified(yes, {}, (sandbox) => {
		for (const { sms } of sandbox.state.messages.at('sent', sandbox.accountName))
			sms.deleted = true;
	});
	expect(run.results.filter(({ skipped }) => skipped)).toEqual([]);
	expect(broken(run)).toEqual([]);
});

test('no key, number, name or text of anybody stands in a report', async () => {
	const run = await verified(yes);
	const { sandbox, report } = run;
	const words = [
		...Object.values(sandbox.keys),
		...['612345678', '12000001', '12000002', 'sms-xx12345', 'xx12345', 'BOUTIQUE', 'Boutique'],
		...[
			'Lovelace',
			'example.com',
			'00000000-0000-4000',
			'+33700000001',
			'invoice-7781',
			'INVOICE',
			'invoice',
		],
		...sandbox.state.messages.at('sent', sandbox.accountName).map(({ sms }) => String(sms.id)),
	];
	expect(words.filter((word) => report.includes(word))).toEqual([]);
	expect(report).not.toMatch(/\$1\$|signature=|temp_url/i);
	expect(report).toContain('+‹number 1›');
});

test('one number has one placeholder, however it is spelled', async () => {
	const { session } = await verified(no);
	const { anonymizer } = session;
	expect(anonymizer.text('+33612345678, 0033612345678, 33612345678, 0612345678')).toBe(
		'+‹number 1›, 00‹number 1›, ‹number 1›, 0‹number 1›',
	);
	expect(anonymizer.text('+33698765432')).not.toContain('‹number 1›');
});

test.each(['before', 'after'] as const)(
	'a send whose answer is lost (%s it was accepted) is not repeated, and nothing more is sent',
	async (when) => {
		const kind = when === 'before' ? 'resetBefore' : 'resetAfter';
		const run = await verified(yes, {}, ({ faults, accountName }) => {
			faults.add({ kind, method: 'POST', path: `/sms/${accountName}/jobs` });
		});
		const posts = run.sandbox.requests.filter(
			({ method, path }) => method === 'POST' && /(jobs|batches)$/.test(path),
		);
		// The account without credit, and the one that was lost.
		expect(posts).toHaveLength(2);
		expect(run.session.spending.spent).toBe(1);
		expect(run.report).toContain('nothing more is sent in this run');
	},
);

test('a scheduled SMS whose answer is lost is found in the queue and cancelled', async () => {
	const run = await verified(
		(question) => question.includes('differedPeriod'),
		{},
		({ faults, accountName }) => {
			faults.add({ kind: 'resetAfter', method: 'POST', path: `/sms/${accountName}/jobs` });
		},
	);
	expect(sentTo(run)).toMatchObject([{ differedPeriod: 525_600, cancelled: true }]);
	expect([...run.session.made]).toEqual([]);
});

test('what cannot be taken away is named', async () => {
	const run = await verified(yes, {}, (sandbox) => {
		sandbox.faults.add({
			kind: 'status',
			status: 403,
			method: 'DELETE',
			path: '/me/document/*',
			times: 9,
		} as never);
	});
	expect([...run.session.made].map(({ what }) => what)).toEqual([
		expect.stringMatching(/^the document /),
	]);
	expect(run.report).toMatch(/Still there: the document ‹id \d+›/);
	expect(run.told.join('\n')).toContain('could not be taken away');
});

test('keys without some rights: what they may not is told, the rest is asked', async () => {
	const run = await verified(yes, {}, (sandbox) =>
		sandbox.addToken({
			rules: [
				{ method: 'GET', path: '/sms' },
				{ method: 'GET', path: '/sms/*' },
			],
		}),
	);
	expect(sentTo(run)).toEqual([]);
	expect(run.results.some(({ failed }) => failed?.includes('NOT_GRANTED_CALL'))).toBe(true);
	expect(run.report).toContain('keys with 2 rights');
	expect(broken(run)).toEqual([]);
});
