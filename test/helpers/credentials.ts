import {
	type ICredentialDataDecryptedObject,
	type ICredentials,
	ICredentialsHelper,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeProperties,
} from 'n8n-workflow';

/**
 * n8n's credential store reduced to one credential in memory; the credential's type is the real
 * one, and authorises by its own hooks. These are called as n8n 2.41.1 calls them; its own store is
 * no library, so the end-to-end tests run the real one.
 */
export class OneCredential extends ICredentialsHelper {
	constructor(
		private readonly type: ICredentialType,
		private readonly data: ICredentialDataDecryptedObject,
		/** Whether the user has saved it: before that, nothing can be stored in it. */
		private readonly isSaved = true,
	) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		if (typeof this.type.authenticate !== 'function') throw new Error('The hook is missing');
		return await this.type.authenticate(credentials, requestOptions);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const field = this.type.properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true,
		);
		if (!field || !this.type.preAuthentication) return undefined;
		if (credentials[field.name] !== '' && !credentialsExpired) return undefined;
		const output = await this.type.preAuthentication.call(helpers, credentials);
		if (output[field.name] === undefined) return undefined;
		if (!this.isSaved) throw new Error('Found credential with no ID.');
		Object.assign(this.data, output);
		return Object.assign(credentials, output as ICredentialDataDecryptedObject);
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Not stored');
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return withDefaults(this.type, this.data);
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}
}

/** The fields that a user has not filled in, as n8n fills them in. */
export function withDefaults(
	{ properties }: ICredentialType,
	data: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	const hidden = properties.filter(({ type }) => type === 'hidden');
	const defaults = Object.fromEntries(hidden.map(({ name, default: value }) => [name, value]));
	return { ...(defaults as ICredentialDataDecryptedObject), ...data };
}
