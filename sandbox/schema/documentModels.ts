import type { ApiModel } from './models';

const readOnly = (type: string) => ({ type, nullable: false, readOnly: true });

/**
 * Models of `/me/document`, from OVHcloud's own schema of `/me` (mirrored in ziouf/n8n-nodes-ovhcloud,
 * `docs/api-specs/v1/me.json`).
 */
export const documentModels: Record<string, ApiModel> = {
	'nichandle.document.Document': {
		properties: {
			creationDate: readOnly('datetime'),
			expirationDate: { type: 'datetime', nullable: true, readOnly: false },
			getUrl: readOnly('string'),
			id: readOnly('uuid'),
			name: readOnly('string'),
			putUrl: readOnly('string'),
			size: readOnly('long'),
			tags: readOnly('complexType.SafeKeyValue<string>[]'),
			validationDate: { type: 'datetime', nullable: true, readOnly: true },
		},
	},
	'complexType.SafeKeyValue<string>': {
		properties: { key: readOnly('string'), value: readOnly('string') },
	},
};
