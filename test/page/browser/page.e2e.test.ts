import axe from 'axe-core';
import { startSandbox } from '../../../sandbox';
import { call } from '../../sandbox/client';
import { ACCOUNT } from '../../sandbox/world';
import { command, sendSms } from '../pageClient';
import { CAMILLE, setPageStage } from './stage';

const stage = setPageStage();
const account = 'sms-xx12345-1';

/** Something of everything that the page can show. */
async function fill(): Promise<void> {
	const { sandbox } = stage;
	const word = 'Donaudampfschifffahrtsgesellschaft'.repeat(8);
	await sendSms(sandbox, { message: `Marketing ${word}`, noStopClause: false, tag: word });
	await sendSms(sandbox, { message: 'Later', differedPeriod: 5000 });
	await command(sandbox, 'outcome', { number: CAMILLE, ending: 'absent' });
	await sendSms(sandbox, { message: 'Lost', receivers: [CAMILLE, '+33698765432'] });
	const virtual = `${ACCOUNT}/virtualNumbers/+33700000001/jobs`;
	const body = { message: 'From a number', receivers: [CAMILLE, '+33655501234'] };
	await call(sandbox, { method: 'POST', path: virtual, body });
	await command(sandbox, 'reply', { number: CAMILLE, account, text: word });
	await command(sandbox, 'stop', { number: CAMILLE, account });
	await sendSms(sandbox, { sender: 'NEWSHOP' });
	await stage.page.getByText('refused: Sms sender NEWSHOP').waitFor();
	await stage.page.getByText('Next deliveries: absent').click();
	await stage.page.getByText('Scheduled for').first().click();
	await stage.page.getByText('refused: Sms sender NEWSHOP').click();
	await stage.page.getByText('"sender": "NEWSHOP"').waitFor();
}

interface Violation {
	id: string;
	nodes: Array<{ html: string }>;
}

describe('axe finds nothing to object to', () => {
	test.each(['light', 'dark'] as const)('in %s', async (colorScheme) => {
		const { page } = stage;
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		for (const state of ['empty', 'full']) {
			if (state === 'full') await fill();
			await page.evaluate(axe.source);
			const { violations } = (await page.evaluate('axe.run()')) as { violations: Violation[] };
			expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
		}
	});
});

test.each([360, 768, 1280])('nothing has to be scrolled sideways at %i pixels', async (width) => {
	const { page } = stage;
	await page.setViewportSize({ width, height: 740 });
	await fill();
	const wider = await page.evaluate(
		`[...document.querySelectorAll('html, .phone, .conversation, .card')]
			.filter((element) => element.scrollWidth > element.clientWidth)
			.map((element) => element.className)`,
	);
	expect(wider).toEqual([]);
	await page.setViewportSize({ width: 1280, height: 900 });
});

test('nothing is asked of any other address, and nothing is complained about', async () => {
	await fill();
	const { requested, complaints } = stage.browser;
	const elsewhere = requested.filter((url) => !url.startsWith(stage.sandbox.pageUrl));
	expect(elsewhere).toEqual([]);
	expect(requested.length).toBeGreaterThan(4);
	expect(complaints).toEqual([]);
});

test('the page says when the sandbox is gone, and goes on when it is back', async () => {
	const { page, sandbox } = stage;
	await sendSms(sandbox, { message: 'Before' });
	await page.getByText('Before', { exact: true }).waitFor();
	const port = Number(new URL(sandbox.pageUrl).port);
	await sandbox.close();
	await page.getByText('The sandbox is gone').waitFor();
	const next = await startSandbox({ port });
	try {
		await page.getByText('Live', { exact: true }).waitFor();
		await page.getByText('No SMS yet').waitFor();
		await sendSms(next, { message: 'After' });
		await page.getByText('After', { exact: true }).waitFor();
	} finally {
		await page.goto('about:blank');
		await next.close();
	}
});

test('deliveries end as chosen, and requests can be filtered', async () => {
	const { page, sandbox, phone } = stage;
	const settings = page.getByRole('complementary');
	const saved = page.waitForResponse(`${sandbox.pageUrl}sandbox/outcome`);
	await settings.getByLabel('They end').selectOption('Invalid number');
	expect((await saved).status()).toBe(200);
	await sendSms(sandbox);
	await phone('+33 6 12 34 56 78').getByText('Invalid number', { exact: true }).first().waitFor();
	await sendSms(sandbox, { sender: 'REFUSED' });
	const log = page.getByRole('list', { name: 'API requests and callbacks, newest first' });
	await log.getByText('delivery: nobody is called, no address is registered').waitFor();
	const requests = log.getByRole('listitem').filter({ hasText: 'POST' });
	await log.getByText('refused: Sms sender REFUSED').waitFor();
	expect(await requests.count()).toBe(2);
	await page.getByLabel('Refused or failed only').check();
	expect(await log.getByRole('listitem').count()).toBe(1);
	await page.getByLabel('Filter the requests').fill('nothing like this');
	await page.getByText('None that matches.').waitFor();
});

test('ten thousand messages do not stop the page', async () => {
	const { page, sandbox, phone } = stage;
	sandbox.state.addCredits(account, 20_000);
	const others = Array.from({ length: 5000 }, (_none, index) => `+337${50_000_000 + index}`);
	await sendSms(sandbox, { receivers: others });
	await sendSms(sandbox, { receivers: Array.from({ length: 5000 }, () => CAMILLE) });
	await sendSms(sandbox, { message: 'The last one' });
	await page.getByText('The last one', { exact: true }).waitFor();
	const bubbles = phone('+33 6 12 34 56 78').getByText('Hello', { exact: true });
	expect(await bubbles.count()).toBeLessThan(40);
	await phone('+33 6 12 34 56 78')
		.getByRole('button', { name: /^Show earlier/ })
		.click();
	await bubbles.nth(30).waitFor();
	await page.getByRole('button', { name: /^Show more phones/ }).click();
	await page.getByRole('article').nth(47).waitFor();
	expect(await page.getByRole('article').count()).toBe(48);
});

test('phones keep their place, also when the page is loaded again', async () => {
	const { page, sandbox } = stage;
	const names = async () =>
		await page.getByRole('article').evaluateAll((phones) => phones.map((phone) => phone.ariaLabel));
	for (const receiver of ['+33612345678', '+33698765432', '+33655501234']) {
		await sendSms(sandbox, { receivers: [receiver] });
	}
	await page.getByRole('article').nth(2).waitFor();
	const before = await names();
	expect(before).toEqual([
		'Phone +33 6 12 34 56 78',
		'Phone +33 6 98 76 54 32',
		'Phone +33 6 55 50 12 34',
	]);
	await sendSms(sandbox, { message: 'To the first' });
	await page.getByText('To the first', { exact: true }).waitFor();
	expect(await names()).toEqual(before);
	await page.reload();
	await page.getByText('To the first', { exact: true }).waitFor();
	expect(await names()).toEqual(before);
});

test('a phone that was removed comes back with its next message', async () => {
	const { page, sandbox, phone } = stage;
	const camille = phone('+33 6 12 34 56 78');
	await sendSms(sandbox, { message: 'One' });
	await camille.getByRole('button', { name: /^Remove/ }).click();
	await camille.waitFor({ state: 'detached' });
	expect(await page.getByRole('button', { name: /^Show more phones/ }).count()).toBe(0);
	await sendSms(sandbox, { message: 'Two' });
	await camille.getByText('Two', { exact: true }).waitFor();
	await camille.getByText('One', { exact: true }).waitFor();
});

test('a reset takes everything away and gives the credits back', async () => {
	const { page, sandbox } = stage;
	await sendSms(sandbox, { message: 'Soon gone' });
	await command(sandbox, 'stop', { number: CAMILLE, account });
	await page.getByText('No marketing from').waitFor();
	await page.getByRole('button', { name: 'Reset the sandbox…' }).click();
	await page.getByRole('button', { name: 'Reset', exact: true }).click();
	await page.getByText('No SMS yet').waitFor();
	expect(await page.getByLabel('Credits').first().inputValue()).toBe('100');
	expect((await call(sandbox, { path: `${ACCOUNT}/outgoing` })).json).toEqual([]);
	expect((await call(sandbox, { path: `${ACCOUNT}/blacklists` })).json).toEqual([]);
	await sendSms(sandbox, { message: 'Fresh' });
	await page.getByText('Fresh', { exact: true }).waitFor();
});

test('the next answer is broken once, and the SMS goes out', async () => {
	const { page, sandbox } = stage;
	const next = page.getByLabel('To a sent SMS');
	const saved = page.waitForResponse(`${sandbox.pageUrl}sandbox/break`);
	await next.selectOption('Lost, though the SMS goes out');
	expect((await saved).status()).toBe(200);
	await expect(sendSms(sandbox, { message: 'Once' })).rejects.toThrow();
	await page.getByText('Once', { exact: true }).waitFor();
	await page.waitForFunction(`document.querySelector('[aria-describedby$=hint]').value === ''`);
	expect((await sendSms(sandbox)).status).toBe(200);
});
