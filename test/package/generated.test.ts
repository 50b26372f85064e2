import { runScript } from '../helpers/packageFiles';

it('the types of the API match its schema', () => {
	expect(runScript('tools/generate/generate-models.mjs', '--check')).toEqual({
		status: 0,
		output:
			'src/ovh/model.generated.ts is up to date\nsrc/ovh/iamActions.generated.ts is up to date\n',
	});
});
