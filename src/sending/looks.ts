import { OvhError } from '../ovh/errors';

/** Looks at accounts, until one shows that the API fails for everybody. */
export class Looks {
	private readonly outages = new Map<string, OvhError>();

	/** The last look at each account that waited for the one before. */
	private readonly last = new Map<string, Promise<unknown>>();

	/** Why an account cannot be looked at. */
	outageOf(account: string): OvhError | undefined {
		return this.outages.get(account);
	}

	/** Looks at an account, unless an earlier look has shown that the API fails. */
	async at<T>(account: string, look: () => Promise<T>): Promise<T> {
		const outage = this.outageOf(account);
		if (outage) throw outage;
		return await look().catch((error: unknown) => {
			if (isOutage(error)) this.outages.set(account, error);
			throw error;
		});
	}

	/** The same, when the look before has ended. */
	async inTurn<T>(account: string, look: () => Promise<T>): Promise<T> {
		const before = this.last.get(account) ?? Promise.resolve();
		const mine = before.then(async () => await this.at(account, look));
		this.last.set(
			account,
			mine.catch(() => undefined),
		);
		return await mine;
	}
}

/** Whether a look failed in a way that any other call would. */
function isOutage(error: unknown): error is OvhError {
	if (!(error instanceof OvhError)) return false;
	const { kind, status } = error.facts;
	// An answer of the API's own that says something odd concerns that answer only.
	if (kind === 'unreadable') return status !== undefined;
	return ['server', 'connection', 'timeout'].includes(kind);
}
