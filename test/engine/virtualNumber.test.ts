import { operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const { run, fail } = operator(stage);

test('virtual numbers are listed and read', async () => {
	const number = { number: '+33700000001', countryCode: 'fr' };
	expect(await run('virtualNumber', 'getAll')).toEqual([number]);
	expect(await run('virtualNumber', 'get', { number: byId('+33700000001') })).toEqual([number]);
	const error = await fail('virtualNumber', 'get', { number: byId('+33700000009') });
	expect(error.httpCode).toBe('404');
});

test.each(['+', '00'] as const)(
	'a virtual number that OVHcloud spells with %s sends once',
	async (spelling) => {
		stage.sandbox.quirks.numberInPaths = spelling;
		const number = byId('+33700000001');
		expect(await run('virtualNumber', 'get', { number })).toHaveLength(1);
		const sms = { to: '+33612345678', message: 'Hello', senderType: 'virtualNumber' };
		const [sent] = await run('sms', 'send', { ...sms, virtualNumber: number });
		expect(sent).toMatchObject({ validReceivers: ['+33612345678'], totalCreditsRemoved: 1 });
		expect(stage.sandbox.sentTo('+33612345678')).toHaveLength(1);
	},
);
