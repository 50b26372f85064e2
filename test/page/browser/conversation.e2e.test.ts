import { call } from '../../sandbox/client';
import { ACCOUNT } from '../../sandbox/world';
import { sendSms } from '../pageClient';
import { CAMILLE, setPageStage } from './stage';

const stage = setPageStage();
const camille = () => stage.phone('+33 6 12 34 56 78');

/** In the browser: how the element in focus is named, and how its focus shows. */
const FOCUSED = `(() => {
	const element = document.activeElement;
	const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText;
	return { name: name ?? element.innerText, outline: getComputedStyle(element).outlineStyle };
})()`;

async function incoming(): Promise<unknown[]> {
	const ids = (await call(stage.sandbox, { path: `${ACCOUNT}/incoming` })).json as number[];
	const paths = ids.map((id) => `${ACCOUNT}/incoming/${id}`);
	return await Promise.all(
		paths.map(async (path) => (await call(stage.sandbox, { path })).json as unknown),
	);
}

test('an SMS appears while the page is open, and the answer comes in', async () => {
	await sendSms(stage.sandbox, { message: 'Your order is ready', tag: 'order-42' });
	const bubble = camille().getByRole('listitem').filter({ hasText: 'Your order is ready' });
	await bubble.waitFor();
	expect(await bubble.innerText()).toMatch(/^BOUTIQUE[^]*Your order is ready\s*Delivered$/);
	await bubble.getByText('Delivered').click();
	const details = await bubble.innerText();
	for (const fact of ['1 part, 7-bit', '1 credit of sms-xx12345-1', 'order-42']) {
		expect(details).toContain(fact);
	}
	await camille().getByLabel('Answer as the recipient').fill('Thanks, I come at 5');
	await camille().getByRole('button', { name: 'Send' }).click();
	await camille().getByText('Thanks, I come at 5').waitFor();
	expect(await incoming()).toMatchObject([
		{ sender: CAMILLE, message: 'Thanks, I come at 5', tag: 'order-42' },
	]);
	expect(await camille().getByLabel('Answer as the recipient').inputValue()).toBe('');
});

test('text that looks like markup is text', async () => {
	const message =
		'<img src=x onerror="document.title=1"><script>document.title=2</script>&lt;b&gt;';
	await sendSms(stage.sandbox, { message, tag: '<b>tag</b>' });
	await camille().getByText(message, { exact: true }).waitFor();
	stage.sandbox.state.receive({
		account: 'sms-xx12345-1',
		sender: CAMILLE,
		message: '<i>answer</i>',
		tag: '',
	});
	await camille().getByText('<i>answer</i>', { exact: true }).waitFor();
	await camille().locator('summary').filter({ hasText: 'Delivered' }).click();
	await camille().getByText('<b>tag</b>', { exact: true }).waitFor();
	expect(await camille().locator('img, script, b, i').count()).toBe(0);
	expect(await stage.page.title()).toBe('Phones · OVHcloud SMS sandbox');
});

test('everything can be done with the keyboard alone', async () => {
	const { page, sandbox } = stage;
	const tabTo = async (label: RegExp) => {
		for (let steps = 0; steps < 40; steps += 1) {
			await page.keyboard.press('Tab');
			const { name, outline } = (await page.evaluate(FOCUSED)) as Record<string, string>;
			expect(outline).toBe('solid');
			if (label.test(name)) return;
		}
		throw new Error(`The Tab key does not lead to ${label}`);
	};
	await tabTo(/Number of a phone to add/);
	await page.keyboard.type('06 98 76 54 32');
	await page.keyboard.press('Enter');
	await stage.phone('+33 6 98 76 54 32').waitFor();
	await tabTo(/^YES$/);
	await tabTo(/Answer as the recipient/);
	await page.keyboard.type('I write first');
	await page.keyboard.press('Enter');
	await page.getByText('I write first', { exact: true }).waitFor();
	expect(sandbox.state.accounts.get(sandbox.accountName)?.incoming).toMatchObject([
		{ sender: '+33698765432', message: 'I write first', virtualNumber: '+33700000001' },
	]);
	await page.keyboard.press('Shift+Tab');
	await page.keyboard.press('Enter');
	await page.getByText('No marketing from sms-xx12345-1').waitFor();
	await tabTo(/^Next deliveries: as for all phones/);
	await page.keyboard.press('Enter');
	await tabTo(/They end/);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await stage.phone('+33 6 98 76 54 32').getByText('Next deliveries: absent').waitFor();
	await sendSms(sandbox, { receivers: ['+33698765432'] });
	await stage.phone('+33 6 98 76 54 32').getByText('Absent', { exact: true }).first().waitFor();
	await tabTo(/^Credits/);
	await page.keyboard.press('Control+A');
	await page.keyboard.type('5');
	const saved = page.waitForResponse(`${sandbox.pageUrl}sandbox/credits`);
	await page.keyboard.press('Enter');
	expect((await saved).status()).toBe(200);
	expect(sandbox.state.accounts.get(sandbox.accountName)?.details.creditsLeft).toBe(5);
});

test('STOP, typed as an answer, opts out of marketing and is not an incoming SMS', async () => {
	const { json } = await sendSms(stage.sandbox, { noStopClause: false });
	await camille().getByText('STOP:36111').waitFor();
	await camille().getByLabel('Answer as the recipient').fill('stop ');
	await stage.page.keyboard.press('Enter');
	await camille().getByText('STOP: no more marketing from sms-xx12345-1').waitFor();
	expect(await camille().getByRole('button', { name: 'STOP' }).isDisabled()).toBe(true);
	const path = `${ACCOUNT}/blacklists/${encodeURIComponent(CAMILLE)}`;
	const [id] = (json as { ids: number[] }).ids;
	expect(await call(stage.sandbox, { path })).toMatchObject({ json: { smsOutgoingID: id } });
	expect(await incoming()).toEqual([]);
});

test('quick answers go the way of the last message', async () => {
	await sendSms(stage.sandbox, { message: 'Do you come?', tag: 'rdv-1' });
	await camille().getByText('Do you come?').waitFor();
	await camille().getByRole('button', { name: 'YES' }).click();
	await camille().getByText('YES', { exact: true }).nth(1).waitFor();
	await camille().getByRole('button', { name: 'NO' }).click();
	await camille().getByText('NO', { exact: true }).nth(1).waitFor();
	expect(await incoming()).toMatchObject([
		{ message: 'YES', tag: 'rdv-1' },
		{ message: 'NO', tag: 'rdv-1' },
	]);
});

test('a STOP can be taken back', async () => {
	await sendSms(stage.sandbox, { noStopClause: false });
	await camille().getByRole('button', { name: 'STOP' }).click();
	await camille().getByRole('button', { name: 'Allow marketing again' }).click();
	await camille().getByText('No marketing from').waitFor({ state: 'detached' });
	expect(await camille().getByRole('button', { name: 'STOP' }).isEnabled()).toBe(true);
	expect((await call(stage.sandbox, { path: `${ACCOUNT}/blacklists` })).json).toEqual([]);
});

test('arriving messages are announced to screen readers', async () => {
	await sendSms(stage.sandbox, { message: 'Read me out' });
	const region = stage.page.locator('[aria-live=polite]');
	await region.getByText('New message from BOUTIQUE to +33 6 12 34 56 78: Read me out').waitFor();
	expect(stage.browser.complaints).toEqual([]);
});
