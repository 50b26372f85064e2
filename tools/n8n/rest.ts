import { randomUUID } from 'node:crypto';

import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';

import type { WorkflowFile } from '../../test/helpers/engine';
import { OWNER, type Owner } from './owner';
import { askN8n } from './request';

/** Something that n8n has saved. */
export interface Saved {
	id: string;
	name: string;
}

/** A saved workflow. `versionId` names its state; the lines of n8n that publish ask for it. */
export interface SavedWorkflow extends Saved {
	active: boolean;
	versionId: string;
	nodes: INode[];
	connections: WorkflowFile['connections'];
	settings?: WorkflowFile['settings'];
}

/** n8n's own REST interface, as its editor uses it. */
export class N8nRest {
	private cookie = '';

	constructor(
		readonly url: string,
		private readonly owner: Owner = OWNER,
	) {}

	/** Makes the owner account, or signs in where it exists. */
	async signIn(): Promise<void> {
		const made = await this.request('POST', '/rest/owner/setup', this.owner);
		if (made.ok) return;
		const { email, password } = this.owner;
		await this.ask('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async workflows(): Promise<SavedWorkflow[]> {
		return await this.ask<SavedWorkflow[]>('GET', '/rest/workflows');
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.ask<SavedWorkflow>('GET', `/rest/workflows/${id}`);
	}

	async credentials(): Promise<Saved[]> {
		return await this.ask<Saved[]>('GET', '/rest/credentials');
	}

	/** The credential of that name, made or brought up to date. */
	async saveCredential(
		name: string,
		data: ICredentialDataDecryptedObject,
		type = 'ovhSmsApi',
	): Promise<Saved> {
		const body = { name, type, data };
		const same = (await this.credentials()).find((credential) => credential.name === name);
		return same
			? await this.ask<Saved>('PATCH', `/rest/credentials/${same.id}`, body)
			: await this.ask<Saved>('POST', '/rest/credentials', body);
	}

	/** Tests a credential as the editor does; without an id, one that is not saved yet. */
	async testCredential(
		saved: Partial<Saved> & Pick<Saved, 'name'>,
		data: ICredentialDataDecryptedObject,
		type = 'ovhSmsApi',
	) {
		return await this.ask<{ status: string; message: string }>('POST', '/rest/credentials/test', {
			credentials: { id: '', ...saved, type, data },
		});
	}

	/** Imports a workflow file; nodes that need the credential get it. */
	async importWorkflow(
		file: WorkflowFile,
		credential: Saved,
		type = 'ovhSmsApi',
	): Promise<SavedWorkflow> {
		const reference = { [type]: { id: credential.id, name: credential.name } };
		const nodes = file.nodes.map(
			(node): INode => ({
				...node,
				...(usesCredential(node, type) && { credentials: reference }),
				// The editor gives it; older lines of n8n do not by themselves.
				...(isCalled(node) && { webhookId: node.webhookId ?? randomUUID() }),
			}),
		);
		const body = {
			name: 'Test',
			active: false,
			settings: { executionOrder: 'v1' },
			...file,
			nodes,
		};
		return await this.ask<SavedWorkflow>('POST', '/rest/workflows', body);
	}

	/** What the node panel says of each node type. */
	async nodeDescriptions(): Promise<Map<string, string>> {
		const answer = await this.request('GET', '/types/nodes.json');
		const types = (await answer.json()) as Array<{ name: string; description: string }>;
		return new Map(types.map(({ name, description }) => [name, description]));
	}

	/** @throws with n8n's answer when it refuses */
	async ask<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
		const answer = await this.request(method, path, body);
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
		return (JSON.parse(text) as { data: T }).data;
	}

	private async request(method: string, path: string, body?: unknown): Promise<Response> {
		const answer = await askN8n(`${this.url}${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				// n8n binds the session to it.
				'browser-id': 'n8n-nodes-ovh-sms',
				cookie: this.cookie,
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const cookies = answer.headers.getSetCookie();
		if (cookies.length) this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		return answer;
	}
}

function usesCredential({ type, parameters }: INode, credentialType: string): boolean {
	return type.startsWith('n8n-nodes-ovh-sms.') || parameters.nodeCredentialType === credentialType;
}

function isCalled({ type }: INode): boolean {
	return type === 'n8n-nodes-ovh-sms.ovhSmsTrigger';
}
