import { type Endpoint, ENDPOINTS } from '../ovh/endpoints';
import type { FailureFacts } from '../ovh/errors';
import { IAM_ACTIONS } from '../ovh/iamActions.generated';

/** Who is to be allowed something, and on which account. */
export interface Grantee {
	endpoint: Endpoint;
	/** The SMS account that the call was for. */
	account?: string;
	/** Of a service account. */
	clientId?: string;
	/** URN of whoever made the call, where OVHcloud told it. */
	identity?: string;
}

/** The IAM actions that a call lacks: as OVHcloud says, or by its schema. */
export function missingActions({ missingActions: said, method, route }: FailureFacts): string[] {
	const named = said?.split(/[,\s]+/).filter((action) => /^[\w:/.*-]+$/.test(action)) ?? [];
	if (named.length > 0) return named;
	const known = IAM_ACTIONS[`${method} ${route}`];
	return known ? [known] : [];
}

/**
 * The body of `POST /v2/iam/policy` that allows just these actions, for one SMS account where one is
 * known. Source: OVHcloud's guides on IAM policies and service accounts.
 */
export function policyFor(actions: string[], grantee: Grantee): string {
	const identity = grantee.identity ?? identityOf(grantee);
	const owner = ownerOf(identity);
	return JSON.stringify({
		name: 'n8n-sms',
		description: 'What the SMS workflows of n8n do',
		identities: [identity],
		resources: [...new Set(actions.map((action) => resourceOf(action, owner, grantee)))].map(
			(urn) => ({ urn }),
		),
		permissions: { allow: actions.map((action) => ({ action })) },
	});
}

function identityOf({ endpoint, clientId }: Grantee): string {
	return `urn:v1:${plateOf(endpoint)}:identity:credential:NIC-HANDLE/oauth2-${clientId}`;
}

/** The NIC handle in an identity's URN. */
function ownerOf(identity: string): string {
	return /^urn:v1:\w+:identity:\w+:([\w-]+)/.exec(identity)?.[1] ?? 'NIC-HANDLE';
}

/** An action begins with the type of the resource: `sms:apiovh:jobs/create`. */
function resourceOf(action: string, owner: string, { endpoint, account }: Grantee): string {
	const [type = ''] = action.split(':');
	const names: Record<string, string | undefined> = { sms: account, account: owner };
	return `urn:v1:${plateOf(endpoint)}:resource:${type}:${names[type] ?? '*'}`;
}

/** The region as URNs have it; a custom endpoint mostly stands for the European one. */
function plateOf({ name }: Endpoint): string {
	return name in ENDPOINTS ? name.slice(-2) : 'eu';
}
