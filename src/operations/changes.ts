import type { OvhClient } from '../ovh/client';
import type { AnswerOf, ApiCall, RouteName } from '../ovh/call';
import { isLostChange, OvhError } from '../ovh/errors';
import { type Act, digest, distinct, type Journal, type Open } from '../sending/journal';
import { recover, TOLERANCE_SECONDS } from '../sending/recovery';
import { settle } from './settle';

/** Something to be made at most once, which can be found again when the answer is lost. */
export interface Making<T, Wanted> {
	/** What tells it from others of its item: the same in each try of an execution. */
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

/** Calls that change something, each at most once in an execution: the journal knows what is done. */
export class Changes {
	constructor(
		private readonly client: OvhClient,
		private readonly journal: Journal,
		/** A digest of an item's input. */
		private readonly sourceOf: (item: number) => string,
	) {}

	/**
	 * The answer to a call of an item, now or from an earlier try. What an earlier try asked for
	 * without an answer may have been carried out: it fails as it did then, unless it is idempotent.
	 * @param removes whether the call deletes something: what is not there any more is deleted
	 * @throws OvhError
	 */
	async call<R extends RouteName>(
		item: number,
		call: ApiCall<R>,
		removes = false,
	): Promise<AnswerOf<R>> {
		const { route, path, query, body } = call;
		const content = digest(route, path, query, body);
		const act = { item, what: `call:${content}`, contents: () => [content] };
		const known = this.journal.find(act);
		if (known && 'done' in known) return known.done as AnswerOf<R>;
		if (known && !call.idempotent && !removes) throw new OvhError(known.open.facts);
		const since = Date.now();
		const answer = await this.client.call(call).catch((error: unknown) => {
			if (!(error instanceof OvhError)) throw error;
			if (known && removes && error.facts.kind === 'notFound') return null as AnswerOf<R>;
			const { facts } = error;
			if (facts.effect === 'unknown') {
				this.journal.keep(act, { open: { asked: [], since, last: since, facts } });
			}
			throw error;
		});
		this.journal.keep(act, { done: answer });
		return answer;
	}

	/**
	 * Makes something, or gives what an earlier try made. After a lost answer it looks whether it is
	 * there. The next try looks again, and makes it again only when it is gone for good.
	 * @throws OvhError
	 */
	async once<T, Wanted>(item: number, making: Making<T, Wanted>): Promise<T> {
		const { key, asked, make } = making;
		const act = this.actOf(item, key, asked);
		const known = this.journal.find(act);
		if (known && 'done' in known) return known.done as T;
		const before = known?.open as Open<Wanted> | undefined;
		const found = before && (await this.look(act, making, before));
		if (found !== undefined) return found;

		const since = before?.since ?? Date.now();
		const made = await settle(make());
		if ('value' in made) {
			this.journal.keep(act, { done: made.value });
			return made.value;
		}
		if (!isLostChange(made.error)) throw made.error;
		const { facts } = made.error;
		const all = distinct([...(before?.asked ?? []), asked]);
		const open: Open<Wanted> = { asked: all, since, last: Date.now(), facts };
		this.journal.keep(act, { open });
		if (facts.kind === 'cancelled') throw made.error;
		const late = await this.look(act, making, open);
		if (late !== undefined) return late;
		throw new OvhError({ ...facts, lookUp: 'nothing' });
	}

	/** Whether an earlier try has made something, or may have. */
	isMade(item: number, key: unknown[]): boolean {
		return this.journal.find(this.actOf(item, key)) !== undefined;
	}

	/** Forgets what was made, since it is gone again. */
	forget(item: number, key: unknown[]): void {
		this.journal.forget({ item, what: whatOf(key) });
	}

	/**
	 * Looks for what may have been made.
	 * @returns undefined when it is gone for good
	 * @throws OvhError that says why nobody knows
	 */
	private async look<T, Wanted>(
		act: Act,
		{ find }: Making<T, Wanted>,
		open: Open<Wanted>,
	): Promise<T | undefined> {
		const others = this.journal.doneBeside(act) as Array<{ id?: unknown; slotId?: unknown }>;
		const isTaken = (id: unknown) => others.some((other) => (other?.id ?? other?.slotId) === id);
		let found: T | undefined;
		const { isGone, facts } = await recover(this.client, open, async (since) => {
			const from = (await since()) - TOLERANCE_SECONDS;
			for (const wanted of open.asked) found ??= await find(wanted, from, isTaken);
			return { isAll: found !== undefined };
		});
		if (found !== undefined) this.journal.keep(act, { done: found });
		else if (!isGone) throw new OvhError(facts);
		return found;
	}

	private actOf(item: number, key: unknown[], asked?: unknown): Act {
		const contents = () => [digest(key, asked), digest(key, { source: this.sourceOf(item) })];
		return { item, what: whatOf(key), contents };
	}
}

function whatOf(key: unknown[]): string {
	return `made:${digest(key)}`;
}
