import { runScript } from '../helpers/packageFiles';

it('the types of the API match its schema', () => {
	expect(runScript('scripts/generate-models.mjs', '--check')).toEqual({
		status: 0,
		output: 'ovh/model.generated.ts is up to date\n',
	});
});
