import { operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const { run, fail } = operator(stage);

const FIELDS = { name: 'shipped', activity: 'transactional', message: 'Order #VALUE# is shipped' };
const templateName = byId('shipped');

test('a template is handed in, and waits for its validation', async () => {
	const additionalFields = { description: 'Order status', reason: 'Customers ask for it' };
	expect(await run('template', 'create', { ...FIELDS, additionalFields })).toMatchObject([
		{ ...FIELDS, description: 'Order status', status: 'waitingValidation' },
	]);
	const names = (await run('template', 'getAll')).map(({ name }) => name);
	expect(names).toContain('shipped');
	expect(await run('template', 'get', { templateName })).toMatchObject([FIELDS]);
});

test('a template is changed and deleted', async () => {
	await run('template', 'create', FIELDS);
	const updateFields = { activity: 'alerting', description: 'Alerts' };
	expect(await run('template', 'update', { templateName, updateFields })).toMatchObject([
		{ name: 'shipped', ...updateFields, message: FIELDS.message },
	]);
	expect(await run('template', 'delete', { templateName })).toEqual([
		{ deleted: true, id: 'shipped' },
	]);
	expect((await fail('template', 'get', { templateName })).httpCode).toBe('404');
});

test('a refused template is handed in again', async () => {
	await run('template', 'create', FIELDS);
	const { templates } = stage.sandbox.state.accounts.get('sms-xx12345-1') as unknown as {
		templates: Map<string, { status: string }>;
	};
	const template = templates.get('shipped');
	if (template) template.status = 'refused';
	const better = { message: 'Your order #VALUE# was shipped', description: 'Only on request' };
	expect(await run('template', 'relaunch', { templateName, ...better })).toMatchObject([
		{ name: 'shipped', ...better, status: 'waitingValidation' },
	]);
});

test('an activity that does not exist is refused, with those that do', async () => {
	const error = await fail('template', 'create', { ...FIELDS, activity: '={{ "spam" }}' });
	expect(error.message).toContain('"Activity" cannot be "spam"');
	expect(error.description).toContain('alerting, authentification, transactional');
});
