import { randomBytes } from 'node:crypto';
import type { AccessRule } from './rules';

export type TokenStatus = 'validated' | 'expired' | 'pendingValidation' | 'refused';

export interface Keys {
	applicationKey: string;
	applicationSecret: string;
	consumerKey: string;
}

export interface NewToken {
	rules: AccessRule[];
	/** Default `validated`. */
	status?: TokenStatus;
	/** ISO date-time from which the token counts as expired. */
	expiration?: string;
	/** Make the token for an application of its own instead of the sandbox's first one. */
	ownApplication?: boolean;
}

/** A consumer key with what belongs to it; field names as in `GET /auth/currentCredential`. */
export interface Token {
	applicationKey: string;
	applicationId: number;
	credentialId: number;
	rules: AccessRule[];
	status: TokenStatus;
	creation: number;
	expiration: string | null;
	lastUse: number | null;
}

/** Applications with their secrets, and the consumer keys made for them. */
export class TokenStore {
	private readonly secrets = new Map<string, { secret: string; id: number }>();
	private readonly tokens = new Map<string, Token>();

	/** @param now milliseconds */
	constructor(private readonly now: () => number) {}

	/** Registers a token; without `keys`, fresh ones are drawn. The first application is the default one. */
	add(token: NewToken, keys?: Keys): Keys {
		const [firstKey] = this.secrets.keys();
		const applicationKey =
			keys?.applicationKey ??
			(firstKey === undefined || token.ownApplication ? randomText(16) : firstKey);
		const application = this.secrets.get(applicationKey) ?? {
			secret: keys?.applicationSecret ?? randomText(32),
			id: 100000 + this.secrets.size + 1,
		};
		this.secrets.set(applicationKey, application);
		const consumerKey = keys?.consumerKey ?? randomText(32);
		this.tokens.set(consumerKey, {
			applicationKey,
			applicationId: application.id,
			credentialId: 500000 + this.tokens.size + 1,
			rules: token.rules,
			status: token.status ?? 'validated',
			creation: this.now(),
			expiration: token.expiration ?? null,
			lastUse: null,
		});
		return { applicationKey, applicationSecret: application.secret, consumerKey };
	}

	secretOf(applicationKey: string): string | undefined {
		return this.secrets.get(applicationKey)?.secret;
	}

	find(consumerKey: string): Token | undefined {
		return this.tokens.get(consumerKey);
	}

	/** The status now: a token past its expiration is expired whatever was stored. */
	statusOf(token: Token): TokenStatus {
		const over = token.expiration !== null && Date.parse(token.expiration) <= this.now();
		return over ? 'expired' : token.status;
	}
}

function randomText(length: number): string {
	return randomBytes(length / 2).toString('hex');
}
