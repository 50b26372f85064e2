import {
	isBuiltinModule,
	loadInstalled,
	readManifest,
	readProjectFile,
	requiredModules,
} from '../helpers/packageFiles';

const { n8n } = readManifest();

describe.each([...n8n.credentials, ...n8n.nodes])('%s', (file) => {
	it('requires nothing but n8n-workflow and modules of Node itself', async () => {
		const foreign = (await requiredModules(file)).filter(
			(name) => name !== 'n8n-workflow' && !isBuiltinModule(name),
		);
		expect(foreign).toEqual([]);
	});

	it('computes no module name at run time', () => {
		expect(readProjectFile(file)).not.toMatch(/\b(require|import)\(\s*[^"'`)\s]/);
	});

	it('has no reference to a source map, none is published', () => {
		expect(readProjectFile(file)).not.toContain('sourceMappingURL');
	});
});

describe('loaded as n8n does, with no other package in reach', () => {
	it('gives the credential', () => {
		const loaded = loadInstalled('dist/credentials/OvhSmsApi.credentials.js');
		expect(loaded).toEqual({
			exports: ['OvhSmsApi'],
			className: 'OvhSmsApi',
			typeName: 'ovhSmsApi',
		});
	});

	it.each([
		['OvhSms', 'ovhSms'],
		['OvhSmsTrigger', 'ovhSmsTrigger'],
		['OvhSmsPollingTrigger', 'ovhSmsPollingTrigger'],
	])('gives the node %s', (className, typeName) => {
		const loaded = loadInstalled(`dist/nodes/${className}/${className}.node.js`);
		expect(loaded).toEqual({ exports: [className], className, typeName });
	});
});
