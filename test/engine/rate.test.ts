import { operator } from '../helpers/operations';
import { setStage } from '../helpers/stage';

const stage = setStage();
const { run, fail, requests } = operator(stage);

test('the rate of a country has its credits and price', async () => {
	expect(await run('rate', 'get', { country: 'gb' })).toMatchObject([
		{ countryCode: 'gb', country: 'United Kingdom', credit: expect.any(Number) },
	]);
	await run('rate', 'get', { country: 'fr', options: { billingCountry: 'es' } });
	expect(stage.sandbox.requests.at(-1)?.rawUrl).toContain('country=fr&billingCountry=es');
});

test('a country that OVHcloud does not know is refused before anything is sent', async () => {
	const error = await fail('rate', 'get', { country: '={{ "xx" }}' });
	expect(error.message).toContain('"Country" cannot be "xx"');
	expect(requests()).toEqual([]);
});
