/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import './environment';

import { dirname, join } from 'node:path';
import { LazyPackageDirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import {
	type ICredentialType,
	type IDataObject,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
	NodeHelpers,
} from 'n8n-workflow';

const projectFolder = join(__dirname, '..', '..');

/** The node types of the built package and of n8n itself, loaded by n8n's own loaders. */
export class InstalledNodeTypes implements INodeTypes {
	private constructor(private readonly packages: Map<string, PackageDirectoryLoader>) {}

	static async load(): Promise<InstalledNodeTypes> {
		const own = new PackageDirectoryLoader(projectFolder);
		const base = new LazyPackageDirectoryLoader(
			dirname(require.resolve('n8n-nodes-base/package.json')),
		);
		await Promise.all([own.loadAll(), base.loadAll()]);
		return new InstalledNodeTypes(
			new Map([
				['n8n-nodes-ovh-sms', own],
				['n8n-nodes-base', base],
			]),
		);
	}

	credential(name: string): ICredentialType {
		return this.loader('n8n-nodes-ovh-sms').getCredential(name).type;
	}

	getByName(nodeType: string): INodeType | IVersionedNodeType {
		const [packageName, name] = nodeType.split('.');
		// The tool of an agent is a type of its own for n8n, with the node's code.
		return this.loader(packageName).getNode(name.replace(/Tool$/, '')).type;
	}

	getByNameAndVersion(nodeType: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(nodeType), version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}

	private loader(packageName: string): PackageDirectoryLoader {
		const loader = this.packages.get(packageName);
		if (!loader) throw new Error(`No package "${packageName}" here`);
		return loader;
	}
}
