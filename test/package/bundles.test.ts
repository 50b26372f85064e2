/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { posix } from 'node:path';

import {
	isBuiltinModule,
	loadInstalled,
	readManifest,
	readProjectFile,
	requiredModules,
} from '../helpers/packageFiles';

const { n8n } = readManifest();

const loaded = [...n8n.credentials, ...n8n.nodes];
const SHARED = 'dist/shared.js';

it.each(loaded)('%s requires the file that all of them share', async (file) => {
	const shared = posix.relative(posix.dirname(file), SHARED);
	expect(await requiredModules(file)).toContain(shared);
});

describe.each([...loaded, SHARED])('%s', (file) => {
	it('requires nothing else but n8n-workflow and modules of Node itself', async () => {
		const shared = posix.relative(posix.dirname(file), SHARED);
		const foreign = (await requiredModules(file)).filter(
			(name) => ![shared, 'n8n-workflow'].includes(name) && !isBuiltinModule(name),
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
