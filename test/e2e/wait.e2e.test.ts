import { setBrowser } from '../helpers/browser/browser';
import { linkTo, runUntilWaiting, statusOf, submit, untilWaiting } from '../helpers/n8n/waiting';
import { setN8nStage } from '../helpers/n8n/stage';
import { ACCOUNT, askWorkflow, numbers, RETRY, SEND_PATH } from '../helpers/sending';
import { startedByHand } from '../helpers/workflows';
import { finished, givenOut, runWorkflow, shownError } from '../../tools/n8n/executions';
import { askN8n } from '../../tools/n8n/request';

const stage = setN8nStage();
const browser = setBrowser();

const [ADA, BOB, EVE] = numbers(3);

/** A question is asked by hand, with an item that n8n passes on where nobody answers. */
async function ask(parameters: Parameters<typeof askWorkflow>[0] = {}, settings = {}) {
	const file = startedByHand(askWorkflow({ to: ADA, ...parameters }, settings), [
		{ json: { order: 17 } },
	]);
	return await stage.importWorkflow(file);
}

const askAndWait = async (parameters: Parameters<typeof askWorkflow>[0] = {}) =>
	await runUntilWaiting(stage.rest, await ask(parameters));

async function outputOf(id: string) {
	const execution = await finished(stage.rest, id);
	expect(execution.status).toBe('success');
	return givenOut(execution, 'OVHcloud SMS');
}

const DOUBLE = { values: { approvalType: 'double', approveLabel: 'Oui', disapproveLabel: 'Non' } };

test('a button of the page ends the waiting: approved', async () => {
	const id = await askAndWait();
	const page = await browser.newPage();
	await page.goto(linkTo(stage.sandbox, ADA));
	await page.getByText('Deploy version 12?').waitFor();
	await page.getByRole('button', { name: 'Approve' }).click();
	await page.getByText('Thank you').waitFor();
	expect(await outputOf(id)).toEqual([
		{
			data: {
				approved: true,
				text: 'Approve',
				respondedAt: expect.any(String) as string,
				by: 'link',
				responder: ADA,
			},
		},
	]);
	await page.goto(linkTo(stage.sandbox, ADA));
	await page.getByText('No action required').first().waitFor();
});

test('the other of two buttons declines, by keyboard alone', async () => {
	const id = await askAndWait({ approvalOptions: DOUBLE });
	const page = await browser.newPage();
	await page.goto(linkTo(stage.sandbox, ADA));
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.getByText('Your answer: Non').waitFor();
	expect(await outputOf(id)).toMatchObject([{ data: { approved: false, text: 'Non' } }]);
});

test('a text comes as it was written; an empty one is asked for again', async () => {
	const id = await askAndWait({ responseType: 'freeText' });
	const link = linkTo(stage.sandbox, ADA);
	expect((await submit(link, { text: ' ' })).status).toBe(400);
	expect(await statusOf(stage.rest, id)).toBe('waiting');
	const page = await browser.newPage();
	await page.goto(link);
	await page.getByLabel('Your answer').fill('After 18 h <b>&</b> "not before" 👍');
	await page.getByRole('button', { name: 'Send' }).click();
	await page.getByText('After 18 h <b>&</b> "not before" 👍').waitFor();
	const [{ data }] = await outputOf(id);
	expect(data).toMatchObject({ text: 'After 18 h <b>&</b> "not before" 👍' });
	expect(data).not.toHaveProperty('approved');
});

test('link previews approve nothing: 50 times GET and HEAD', async () => {
	const id = await askAndWait();
	const link = linkTo(stage.sandbox, ADA);
	const AGENTS = ['WhatsApp/2.24', 'facebookexternalhit/1.1', 'Mozilla/5.0 (iPhone)', ''];
	for (let index = 0; index < 50; index++) {
		const headers = { 'user-agent': AGENTS[index % AGENTS.length] };
		const seen = await askN8n(link, { headers });
		expect(seen.status).toBe(200);
		expect(await seen.text()).toContain('Deploy version 12?');
		await askN8n(link, { method: 'HEAD', headers });
	}
	expect(await statusOf(stage.rest, id)).toBe('waiting');
	await submit(link, { answer: 'true' });
	expect(await outputOf(id)).toMatchObject([{ data: { approved: true } }]);
});

test('what is forged, altered or replayed resumes nothing, and the first of two answers counts', async () => {
	const id = await askAndWait({ to: `${ADA}, ${BOB}`, approvalOptions: DOUBLE });
	const link = linkTo(stage.sandbox, ADA);
	const altered = [
		link.replace(/-0&/, '-1&'),
		link.replace(/q=../, 'q=00'),
		link.replace(/&signature=.*/, ''),
		link.replace(/signature=..../, 'signature=0000'),
		link.replace(/\?.*/, ''),
		`${link}&approved=true`,
	];
	for (const forged of altered) {
		expect(forged).not.toBe(link);
		const answer = await submit(forged, { answer: 'true' });
		expect([401, 410]).toContain(answer.status);
	}
	const WRONG: Array<Record<string, string>> = [
		{},
		{ answer: 'yes' },
		{ approved: 'true' },
		{ 'answer[]': 'true' },
	];
	for (const wrong of WRONG) {
		expect((await submit(link, wrong)).status).toBe(400);
	}
	expect(await statusOf(stage.rest, id)).toBe('waiting');
	const both = await Promise.all(
		[linkTo(stage.sandbox, BOB), link].map(async (own) => await submit(own, { answer: 'true' })),
	);
	expect(both.map(({ status }) => status)).toContain(200);
	const [{ data }] = await outputOf(id);
	expect([ADA, BOB]).toContain((data as { responder: string }).responder);
	// Afterwards both links are of no use.
	for (const own of [link, linkTo(stage.sandbox, BOB)]) {
		expect(await (await submit(own, { answer: 'false' })).text()).toContain('No action required');
	}
	expect(await outputOf(id)).toEqual([{ data }]);
});

test('in a loop, the link of an earlier question does not answer a later one', async () => {
	const { nodes, connections } = askWorkflow({ to: ADA, message: '=Number {{ $json.number }}?' });
	const file = startedByHand({ nodes, connections }, [
		{ json: { number: 1 } },
		{ json: { number: 2 } },
	]);
	file.nodes.push({
		id: 'Loop',
		name: 'Loop',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		position: [0, 0],
		parameters: { options: {} },
	});
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	file.connections = {
		Start: { main: [to('Loop')] },
		Loop: { main: [[], to('OVHcloud SMS')] },
		'OVHcloud SMS': { main: [to('Loop')] },
	};
	const id = await runUntilWaiting(stage.rest, await stage.importWorkflow(file));
	const first = linkTo(stage.sandbox, ADA);
	await submit(first, { answer: 'true' });
	await untilWaiting(stage.rest, id);
	const second = linkTo(stage.sandbox, ADA);
	expect(second).not.toBe(first);
	expect((await submit(first, { answer: 'true' })).status).toBe(410);
	expect(await statusOf(stage.rest, id)).toBe('waiting');
	await submit(second, { answer: 'true' });
	expect((await finished(stage.rest, id)).status).toBe('success');
	expect(stage.sandbox.sentTo(ADA)).toHaveLength(2);
});

test('after the time the input passes on, and an answer changes nothing', async () => {
	const limit = {
		values: { limitType: 'afterTimeInterval', resumeAmount: 0.1, resumeUnit: 'minutes' },
	};
	const id = await askAndWait({ options: { limitWaitTime: limit } });
	const link = linkTo(stage.sandbox, ADA);
	expect(await outputOf(id)).toEqual([{ order: 17 }]);
	const late = await submit(link, { answer: 'true' });
	expect(await late.text()).toContain('No action required');
	expect(await outputOf(id)).toEqual([{ order: 17 }]);
});

test('Retry On Fail asks nobody twice, also where an answer of OVHcloud was lost', async () => {
	stage.sandbox.faults.add({ kind: 'status', status: 500, message: 'Oops', path: '/auth/time' });
	stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
	const id = await runUntilWaiting(stage.rest, await ask({ to: `${ADA}, ${BOB}` }, RETRY));
	expect([ADA, BOB, EVE].map((receiver) => stage.sandbox.sentTo(receiver).length)).toEqual([
		1, 1, 0,
	]);
	await submit(linkTo(stage.sandbox, ADA), { answer: 'true' });
	expect(await outputOf(id)).toMatchObject([{ data: { responder: ADA } }]);
});

test('a reminder is ordered with the question, and taken back by the answer', async () => {
	const id = await askAndWait({ options: { remindAfter: 30 } });
	const pending = () =>
		stage.sandbox.state.messages
			.at('pending', ACCOUNT)
			.filter(({ sms }) => sms.differedPeriod > 0)
			.map(({ sms }) => sms.receiver);
	expect(pending()).toEqual([ADA]);
	await submit(linkTo(stage.sandbox, ADA, 0), { answer: 'true' });
	expect(await outputOf(id)).toMatchObject([{ data: { approved: true } }]);
	expect(pending()).toEqual([]);
});

test('a retry from the list asks nobody again, and says where the first link leads', async () => {
	stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
	const blocked = stage.sandbox.faults.add({
		kind: 'status',
		status: 403,
		message: 'This call has not been granted',
		path: '/sms/*/outgoing',
		times: Infinity,
	});
	const first = await runWorkflow(stage.rest, await ask());
	expect(shownError(first).message).toContain('Not known whether OVHcloud has it');
	stage.sandbox.faults.remove(blocked);
	await stage.rest.ask('POST', `/rest/executions/${first.id}/retry`, { loadWorkflow: false });
	const second = await finished(stage.rest, String(Number(first.id) + 1));
	expect(shownError(second).message).toContain(`was sent by execution ${first.id} already`);
	expect(stage.sandbox.sentTo(ADA)).toHaveLength(1);
});

test('the page is read by everybody: light and dark, on a small phone, with large buttons', async () => {
	const values = { limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'hours' };
	await askAndWait({
		approvalOptions: DOUBLE,
		message: 'Rembourser 120 € à Zoë Müller pour la commande A-17 ?\n\nArticle: "Lampe <LED>"',
		options: { limitWaitTime: { values } },
	});
	for (const colorScheme of ['light', 'dark'] as const) {
		const page = await browser.newPage();
		await page.setViewportSize({ width: 320, height: 640 });
		await page.emulateMedia({ colorScheme });
		await page.goto(linkTo(stage.sandbox, ADA));
		const sizes = await page
			.getByRole('button')
			.evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
		expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
		const isWider = 'document.documentElement.scrollWidth > innerWidth';
		expect(await page.evaluate(isWider)).toBe(false);
	}
});
