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
