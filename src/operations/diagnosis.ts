import type { ExplainContext } from '../n8n/explain';
import { isObject, type JsonObject } from '../ovh/answers';
import type { OvhClient } from '../ovh/client';
import { type FailureKind, OvhError } from '../ovh/errors';

/**
 * What the account tells of a failure, as far as the token may read it: each thing is asked for
 * once, since one refusal may concern thousands of items.
 */
export class Diagnosis {
	private knownAccounts?: Promise<string[] | undefined>;

	private identity?: Promise<string | undefined>;

	private readonly senders = new Map<string, Promise<ExplainContext['sender']>>();

	private readonly credits = new Map<string, Promise<number | undefined>>();

	/** Credits that what was not sent would take, by account. */
	readonly needed = new Map<string, number>();

	constructor(private readonly client: OvhClient) {}

	/**
	 * The accounts that exist, where one was not found, the sender that was refused, the credits of an
	 * account that has too few, and who is not allowed something.
	 */
	async of(
		error: unknown,
		{ account, sender }: { account: string; sender: () => string },
	): Promise<Pick<ExplainContext, 'knownAccounts' | 'sender' | 'credits' | 'identity'>> {
		const kind = error instanceof OvhError ? error.facts.kind : undefined;
		const isAbout = (what: FailureKind) => kind === what && account !== '';
		const name = isAbout('unknownSender') && sender();
		return {
			knownAccounts: isAbout('notFound') ? await this.readAccounts() : undefined,
			sender: name ? await this.refusedSender(account, name) : undefined,
			credits: isAbout('noCredit') ? await this.creditsOf(account) : undefined,
			identity: kind === 'iam' ? await this.readIdentity() : undefined,
		};
	}

	private async creditsOf(account: string): Promise<ExplainContext['credits']> {
		const left = this.credits.get(account) ?? this.readCredits(account);
		this.credits.set(account, left);
		return { left: await left, needed: this.needed.get(account) };
	}

	private async readCredits(account: string): Promise<number | undefined> {
		const path = { serviceName: account };
		return await this.client.read({ route: 'GET /sms/{serviceName}', path }).then(
			(found: unknown) =>
				isObject(found) && typeof found.creditsLeft === 'number' ? found.creditsLeft : undefined,
			() => undefined,
		);
	}

	private async readAccounts(): Promise<string[] | undefined> {
		this.knownAccounts ??= this.client.read({ route: 'GET /sms' }).then(
			(accounts: unknown) =>
				Array.isArray(accounts)
					? accounts.filter((account) => typeof account === 'string')
					: undefined,
			() => undefined,
		);
		return await this.knownAccounts;
	}

	/** The first URN is the caller's own, the others are those of its groups. */
	private async readIdentity(): Promise<string | undefined> {
		this.identity ??= this.client.read({ route: 'GET /auth/details' }).then(
			(details: unknown) => {
				const { identities } = isObject(details) ? details : {};
				const urns: unknown[] = Array.isArray(identities) ? identities : [];
				return urns.find((urn): urn is string => typeof urn === 'string' && /^urn:v1:/.test(urn));
			},
			() => undefined,
		);
		return await this.identity;
	}

	private async refusedSender(account: string, name: string): Promise<ExplainContext['sender']> {
		const key = JSON.stringify([account, name]);
		const sender = this.senders.get(key) ?? this.readSender(account, name);
		this.senders.set(key, sender);
		return await sender;
	}

	private async readSender(account: string, name: string): Promise<ExplainContext['sender']> {
		const path = { serviceName: account, sender: name };
		return await this.client.read({ route: 'GET /sms/{serviceName}/senders/{sender}', path }).then(
			(found: unknown) => ({ name, ...(isObject(found) && textsIn(found, 'status', 'comment')) }),
			(failure: unknown) =>
				failure instanceof OvhError && failure.facts.kind === 'notFound' ? { name } : undefined,
		);
	}
}

/** Those of the fields that are texts. */
function textsIn(object: JsonObject, ...names: string[]): Record<string, string> {
	const texts = names.flatMap((name) => {
		const value = object[name];
		return typeof value === 'string' ? [[name, value] as const] : [];
	});
	return Object.fromEntries(texts);
}
