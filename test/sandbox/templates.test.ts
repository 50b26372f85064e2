import type { Sandbox } from '../../sandbox';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { act, get, timed } = callerAt(clock);
const TEMPLATES = `${ACCOUNT}/templatesControl`;
const CODE = {
	activity: 'authentification',
	description: 'Log-in code',
	message: 'Your code: #VALUE#',
	name: 'log-in code',
};
const path = `${TEMPLATES}/${encodeURIComponent(CODE.name)}`;

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: clock.now });
});

test('a template waits for its moderation', async () => {
	expect(await act('POST', TEMPLATES, { ...CODE, reason: 'x' })).toMatchObject({
		status: 200,
		json: null,
	});
	expect(await get(TEMPLATES)).toEqual(['order', 'log-in code']);
	expect(await get(path)).toMatchObject({ ...CODE, status: 'waitingValidation', comment: '' });
	expect(await act('POST', TEMPLATES, CODE)).toMatchObject({ status: 409 });
	expect(await act('POST', TEMPLATES, { ...CODE, name: 'b', activity: 'ads' })).toMatchObject({
		status: 400,
	});
});

test('a template is changed and deleted, but not moderated by its owner', async () => {
	await act('POST', TEMPLATES, CODE);
	await act('PUT', path, { message: 'Code #VALUE#' });
	expect(await get(path)).toMatchObject({ message: 'Code #VALUE#', description: 'Log-in code' });
	expect(await act('PUT', path, { status: 'enable' })).toMatchObject({ status: 403 });
	expect(await get(path)).toMatchObject({ status: 'waitingValidation' });
	expect(await act('DELETE', path)).toMatchObject({ status: 200 });
	expect(await get(TEMPLATES)).toEqual(['order']);
	expect(await timed({ path })).toMatchObject({ status: 404 });
});

test('only a refused template is put to the moderation again', async () => {
	await act('POST', TEMPLATES, CODE);
	const again = { description: 'Better', message: 'Code: #VALUE#' };
	const relaunch = async () => await act('POST', `${path}/relaunchValidation`, again);
	expect(await relaunch()).toMatchObject({ status: 409 });
	const template = sandbox.state.accounts.get(sandbox.accountName)?.templates.get(CODE.name);
	Object.assign(template ?? {}, { status: 'refused', comment: 'Too vague' });
	expect(await relaunch()).toMatchObject({ status: 200 });
	expect(await get(path)).toMatchObject({ ...again, status: 'waitingValidation' });
});
