/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { posix } from 'node:path';

import {
	isBuiltinModule,
	loadInstalled,
	readManifest,
	readProjectFile,
	requiredModules,
	SHARED_FILE,
} from '../helpers/packageFiles';

const { n8n } = readManifest();
const registered = [...n8n.credentials, ...n8n.nodes];

describe.each([...registered, SHARED_FILE])('%s', (file) => {
	const toShared = posix.relative(posix.dirname(file), SHARED_FILE);

	it('requires nothing but n8n-workflow, modules of Node itself and the shared file', async () => {
		const foreign = (await requiredModules(file)).filter(
			(name) => name !== 'n8n-workflow' && name !== toShared && !isBuiltinModule(name),
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

it.each(registered)('%s requires the shared file', async (file) => {
	const toShared = posix.relative(posix.dirname(file), SHARED_FILE);
	expect(await requiredModules(file)).toContain(toShared);
});

// What such code remembers, nobody else would know.
it.each(registered)('%s holds no code of the shared folder itself', (file) => {
	expect(readProjectFile(file)).not.toMatch(/^\s*\/\/ src\//m);
});

describe('loaded as n8n does, with no other package in reach', () => {
	it.each([
		['OvhSmsApi', 'ovhSmsApi'],
		['OvhSmsOAuth2Api', 'ovhSmsOAuth2Api'],
	])('gives the credential %s', (className, typeName) => {
		const loaded = loadInstalled(`dist/credentials/${className}.credentials.js`);
		expect(loaded).toEqual({ exports: [className], className, typeName });
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
