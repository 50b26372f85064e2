import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';

import type { WorkflowFile } from '../engine';

/** The owner of an n8n that is only for trying. */
export const OWNER = {
	email: 'owner@sandbox.example',
	firstName: 'Sandbox',
	lastName: 'Owner',
	password: 'Sandbox-Owner-1',
};

interface Saved {
	id: string;
	name: string;
}

/** An execution as n8n's editor reads it. */
export interface Execution {
	status: string;
	finished: boolean;
}

/** n8n's own REST interface, as its editor uses it. */
export class N8nRest {
	private cookie = '';

	constructor(private readonly url: string) {}

	/** Makes the owner account, or signs in where it exists. */
	async signIn(): Promise<void> {
		const made = await this.request('POST', '/rest/owner/setup', OWNER);
		if (made.ok) return;
		const { email, password } = OWNER;
		await this.ask('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async workflows(): Promise<Saved[]> {
		return await this.ask<Saved[]>('GET', '/rest/workflows');
	}

	/** The credential of that name, made or brought up to date. */
	async saveCredential(name: string, data: ICredentialDataDecryptedObject): Promise<Saved> {
		const body = { name, type: 'ovhSmsApi', data };
		const known = await this.ask<Saved[]>('GET', '/rest/credentials');
		const same = known.find((credential) => credential.name === name);
		return same
			? await this.ask<Saved>('PATCH', `/rest/credentials/${same.id}`, body)
			: await this.ask<Saved>('POST', '/rest/credentials', body);
	}

	/** Tests a saved credential as the editor does. */
	async testCredential(saved: Saved, data: ICredentialDataDecryptedObject) {
		return await this.ask<{ status: string; message: string }>('POST', '/rest/credentials/test', {
			credentials: { ...saved, type: 'ovhSmsApi', data },
		});
	}

	/** Imports a workflow file; nodes of this package get the credential. */
	async importWorkflow(file: WorkflowFile, credential: Saved): Promise<Saved> {
		const reference = { ovhSmsApi: { id: credential.id, name: credential.name } };
		const nodes = file.nodes.map(
			(node): INode =>
				node.type.startsWith('n8n-nodes-ovh-sms.') ? { ...node, credentials: reference } : node,
		);
		return await this.ask<Saved>('POST', '/rest/workflows', { ...file, nodes });
	}

	private async ask<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
		const answer = await this.request(method, path, body);
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
		return (JSON.parse(text) as { data: T }).data;
	}

	private async request(method: string, path: string, body?: unknown): Promise<Response> {
		const answer = await fetch(`${this.url}${path}`, {
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
