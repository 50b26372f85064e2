import { randomBytes } from 'node:crypto';
import { pathMatches } from './rules';

/** What a service account is made known with. */
export interface ClientKeys {
	clientId: string;
	clientSecret: string;
}

/** An access policy (IAM): which actions on which resources; `*` stands for anything. */
export interface Policy {
	/** Such as `urn:v1:eu:resource:sms:sms-xx12345-1`. */
	resources: string[];
	/** Such as `sms:apiovh:jobs/create`. */
	actions: string[];
}

export interface ServiceAccount extends ClientKeys {
	policies: Policy[];
}

/** The answer of the token address. */
interface IssuedToken {
	access_token: string;
	token_type: 'Bearer';
	expires_in: number;
	scope: string;
}

/** A refusal in the shape of RFC 6749, section 5.2. */
interface TokenRefusal {
	error: string;
	error_description: string;
}

const refusal = (error: string, description: string): TokenRefusal => ({
	error,
	error_description: description,
});

/** Service accounts with their policies, and the access tokens that they hold. */
export class ServiceAccounts {
	/** Of the tokens that are issued from now on. */
	lifeSeconds = 3599;

	private readonly accounts = new Map<string, ServiceAccount>();

	private readonly tokens = new Map<string, { account: ServiceAccount; endsAt: number }>();

	/** @param now milliseconds */
	constructor(private readonly now: () => number) {}

	/** Makes a service account; without `keys`, fresh ones are drawn. */
	add(policies: Policy[], keys?: ClientKeys): ClientKeys {
		const { clientId, clientSecret } = keys ?? {
			clientId: `EU.${randomBytes(8).toString('hex')}`,
			clientSecret: randomBytes(16).toString('hex'),
		};
		this.accounts.set(clientId, { clientId, clientSecret, policies });
		return { clientId, clientSecret };
	}

	/** Client credentials for a token. OVHcloud's wording for a wrong secret is not known. */
	issue(form: URLSearchParams): IssuedToken | TokenRefusal {
		const grant = form.get('grant_type');
		if (grant !== 'client_credentials') {
			return refusal('unsupported_grant_type', `The grant type is ${grant}`);
		}
		const account = this.accounts.get(form.get('client_id') ?? '');
		if (!account) {
			return refusal('invalid_client', 'ovhcloud oauth2 client does not exists');
		}
		if (account.clientSecret !== form.get('client_secret')) {
			return refusal('invalid_client', 'Invalid client secret');
		}
		const value = `sandbox.${randomBytes(24).toString('base64url')}`;
		this.tokens.set(value, { account, endsAt: this.now() + this.lifeSeconds * 1000 });
		return {
			access_token: value,
			token_type: 'Bearer',
			expires_in: this.lifeSeconds,
			scope: form.get('scope') ?? 'all',
		};
	}

	/** Whose token it is, while it is valid. */
	find(value: string): ServiceAccount | undefined {
		const token = this.tokens.get(value);
		return token && token.endsAt > this.now() ? token.account : undefined;
	}

	/** Ends every token before its time. */
	endTokens(): void {
		this.tokens.clear();
	}
}

/** @param resource absent where a call names none: a list needs the action on some resource */
export function isAllowed(policies: Policy[], action: string, resource?: string): boolean {
	return policies.some(
		({ actions, resources }) =>
			actions.some((pattern) => pathMatches(pattern, action)) &&
			(resource === undefined || resources.some((pattern) => pathMatches(pattern, resource))),
	);
}
