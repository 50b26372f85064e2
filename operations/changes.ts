import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { AnswerOf, ApiCall, OvhClient, RouteName } from '../ovh/client';
import { type FailureFacts, OvhError } from '../ovh/errors';
import {
	type Asked,
	beginningOf,
	lookForLost,
	notLooked,
	notSeen,
	TOLERANCE_SECONDS,
} from '../sms/lostAnswer';

/** What is known of a call that changes something. */
type Remembered = { answer: unknown } | { lost: FailureFacts } | Lost;

/** Something that was asked for, and may have been made. */
interface Lost extends Asked {
	lost: FailureFacts;
	/** What each try asked for: an expression with the time says something else in the next one. */
	asked: unknown[];
}

/** Something to be made at most once, which can be found again when the answer is lost. */
export interface Making<T, Wanted> {
	/** What tells it from all others: the same in each try of an execution. */
	key: unknown[];
	/** What is asked for, as far as it is needed to find it; the next try may ask in other words. */
	asked: Wanted;
	make: () => Promise<T>;
	/**
	 * Looks for it on the account.
	 * @param asked by a try whose answer was lost
	 * @param sinceSeconds since 1970 by OVHcloud's clock: nothing older counts
	 * @param isTaken whether an object with this id (or slot) is known to be another one of this execution
	 */
	find: (
		asked: Wanted,
		sinceSeconds: number,
		isTaken: (id: unknown) => boolean,
	) => Promise<T | undefined>;
}

/**
 * Calls that change something, each at most once in an execution. Retry On Fail runs a node anew
 * with all its items, and OVHcloud has no idempotency key: what is done is answered from memory.
 */
export class Changes {
	/**
	 * @param memory the node's context, which outlives the tries
	 * @param run which run of the node in this execution: loops share the context
	 */
	constructor(
		private readonly client: OvhClient,
		private readonly memory: IDataObject,
		private readonly run: number | string,
	) {}

	/**
	 * The answer to a call of an item, now or from an earlier try. A `POST` whose answer was lost in
	 * an earlier try fails as it did then: it may have been carried out.
	 * @throws OvhError
	 */
	async call<R extends RouteName>(item: number, call: ApiCall<R>): Promise<AnswerOf<R>> {
		const key = `change:${this.run}:${item}:${digest(call)}`;
		const known = this.memory[key] as Remembered | undefined;
		if (known && 'answer' in known) return known.answer as AnswerOf<R>;
		if (known && call.route.startsWith('POST ')) throw lost(known);
		const answer = await this.client.call(call).catch((error: unknown) => {
			if (!(error instanceof OvhError)) throw error;
			// What an earlier try may have deleted, and is not there any more, is deleted.
			const gone = call.route.startsWith('DELETE ') && error.facts.kind === 'notFound';
			if (known && gone) return null as AnswerOf<R>;
			if (error.facts.effect === 'unknown') this.remember(key, { lost: error.facts });
			throw error;
		});
		this.remember(key, { answer });
		return answer;
	}

	/**
	 * Makes something, or gives what an earlier try made. After a lost answer it looks whether it is
	 * there. The next try looks again, and makes it again only when it is gone for good.
	 * @throws OvhError
	 */
	async once<T, Wanted>(
		item: number,
		{ key: parts, asked, make, find }: Making<T, Wanted>,
	): Promise<T> {
		const key = this.keyOf(item, parts);
		const known = this.memory[key] as Remembered | undefined;
		if (known && 'answer' in known) return known.answer as T;
		const isTaken = (id: unknown): boolean =>
			this.made(key).some((other) => (other.id ?? other.slotId) === id);
		/** @returns undefined when it is gone for good */
		const look = async (open: Lost): Promise<T | undefined> => {
			const found = await this.find(open, async (since) => {
				for (const wanted of open.asked) {
					const made = await find(wanted as Wanted, since, isTaken);
					if (made !== undefined) return made;
				}
				return undefined;
			});
			if (found !== undefined) this.remember(key, { answer: found });
			return found;
		};
		const before = known && 'since' in known ? known : undefined;
		const found = before && (await look(before));
		if (found !== undefined) return found;

		const since = before?.since ?? Date.now();
		const made = await make().then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		);
		if ('value' in made) {
			this.remember(key, { answer: made.value });
			return made.value;
		}
		if (!isLost(made.error)) throw made.error;
		const { facts } = made.error;
		const open = {
			lost: facts,
			since,
			last: Date.now(),
			asked: distinct(before?.asked ?? [], asked),
		};
		this.remember(key, open);
		if (facts.kind === 'cancelled') throw made.error;
		const late = await look(open);
		if (late !== undefined) return late;
		throw new OvhError(notSeen(facts));
	}

	/**
	 * Looks for what may have been made.
	 * @param find in what was made since a moment, in seconds since 1970 by OVHcloud's clock
	 * @returns undefined when it is gone for good
	 * @throws OvhError that says why nobody knows
	 */
	private async find<T>(
		open: Lost,
		find: (since: number) => Promise<T | undefined>,
	): Promise<T | undefined> {
		let found: T | undefined;
		const look = async () => {
			found = await find((await beginningOf(this.client, open)) - TOLERANCE_SECONDS);
			return { isAll: found !== undefined };
		};
		const { isGone } = await lookForLost(this.client, open, look).catch((error: unknown) => {
			throw new OvhError(notLooked(open.lost, error));
		});
		if (found === undefined && !isGone) throw new OvhError(notSeen(open.lost));
		return found;
	}

	/** Forgets what was made, since it is gone again. */
	forget(item: number, parts: unknown[]): void {
		delete this.memory[this.keyOf(item, parts)];
	}

	private keyOf(item: number, parts: unknown[]): string {
		return `made:${this.run}:${item}:${hash(parts)}`;
	}

	/** What else is known to be made in this execution. */
	private made(except: string): Array<{ id?: unknown; slotId?: unknown }> {
		return Object.entries(this.memory).flatMap(([key, known]) => {
			const remembered = known as unknown as Remembered;
			if (key === except || !key.startsWith('made:') || !('answer' in remembered)) return [];
			return [remembered.answer as { id?: unknown; slotId?: unknown }];
		});
	}

	private remember(key: string, what: Remembered): void {
		this.memory[key] = what as unknown as IDataObject;
	}
}

function distinct(all: unknown[], one: unknown): unknown[] {
	const isKnown = all.some((other) => JSON.stringify(other) === JSON.stringify(one));
	return isKnown ? all : [...all, one];
}

function lost(known: { lost: FailureFacts }): OvhError {
	return new OvhError(known.lost);
}

/** The same call in the next try. A digest, so that no password of a call is saved. */
function digest({ route, path, query, body }: ApiCall): string {
	return hash([route, path, query, body]);
}

function hash(values: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(values)).digest('base64').slice(0, 16);
}

/** Whether it may have been made all the same. */
function isLost(error: unknown): error is OvhError {
	return (
		error instanceof OvhError && error.facts.method !== 'GET' && error.facts.effect === 'unknown'
	);
}
