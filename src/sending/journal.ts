import { createHash } from 'crypto';

import type { FailureFacts } from '../ovh/errors';
import type { Asked } from './recovery';
import { ofLastHour, type Spent, sumOf, withSpent } from './spending';

/** Something that was asked for, and of which nobody knows whether OVHcloud has done it. */
export interface Open<T = unknown> extends Asked {
	/** In the words of each try: an expression with the time says something else in the next one. */
	asked: T[];
	/** The tag of an SMS. */
	tag?: string;
	/** How the answer was lost, and what a look at the account told. */
	facts: FailureFacts;
	/** Credits that count as spent for it until more is known. */
	reserved?: number;
}

/** How long a failure is remembered outside of an execution. */
const REMEMBERED_MS = 15 * 60_000;

export type Entry = { done: unknown } | { open: Open };

/** What an item asks for. */
export interface Act {
	item: number;
	/** What of the item: a receiver, a batch, a call. In the next try it may be in other words. */
	what: string;
	/**
	 * Digests by which a later run is known that asks for the same again: of what is asked for, and of
	 * the input that it is made of, since an expression with the time says something else each time.
	 */
	contents: () => string[];
}

interface Kept {
	/** Which run of the node in the execution. */
	run: string;
	item: number;
	what: string;
	contents: string[];
	/** Whether the item failed, so that a later run may ask for the same again. */
	hasFailed: boolean;
	/** When it was kept, in milliseconds since 1970. */
	at: number;
	entry: Entry;
}

interface Stored {
	/** The first execution's: retries of n8n's list go on under it. */
	executionId?: string;
	/** Credits that the node has spent in this execution. */
	spent?: number;
	/** Outside of an execution: what was spent in the last hour. */
	spending?: Spent[];
	kept?: Kept[];
}

/**
 * What the node has done in this execution, or may have done. n8n repeats a failed node with all its
 * items (Retry On Fail, a retry in the list of executions), a workflow leads failed items back to it,
 * an agent calls it again; and OVHcloud has no idempotency key.
 *
 * It is kept in the node's context, and only while something has failed: what has succeeded is not
 * repeated, and the same text to the same number in a loop is meant.
 */
export class Journal {
	private readonly entries = new Map<string, { act: Act; entry: Entry }>();

	private readonly isOutside: boolean;

	/** What other runs have left behind, by content. */
	private readonly others = new Map<string, Kept[]>();

	/**
	 * @param store the node's context, under which everything stands in one field
	 * @param run which run of the node in this execution
	 * @param executionId absent where n8n calls the node outside of an execution
	 */
	constructor(
		private readonly store: { journal?: unknown },
		private readonly run: string,
		executionId?: string,
	) {
		this.isOutside = executionId === undefined;
		if (this.isOutside) this.forgetOld();
		for (const one of this.stored.kept ?? []) {
			if (one.run === run) this.keep({ ...one, contents: () => one.contents }, one.entry);
			else if (one.hasFailed) for (const content of one.contents) this.leave(content, one);
		}
		this.update({ executionId: this.stored.executionId ?? executionId });
	}

	/** Whether no try and no other run has left anything behind. */
	get isEmpty(): boolean {
		return this.entries.size === 0 && this.others.size === 0;
	}

	/** The execution that began it all. */
	get executionId(): string | undefined {
		return this.stored.executionId;
	}

	/** Credits that the node has spent in this execution; outside of one, in the last hour. */
	get spent(): number {
		return this.isOutside ? sumOf(this.spending) : (this.stored.spent ?? 0);
	}

	spend(credits: number): void {
		if (!this.isOutside) return this.update({ spent: this.spent + credits });
		this.update({ spending: withSpent(this.spending, { at: Date.now(), credits }) });
	}

	private get spending(): Spent[] {
		return ofLastHour(this.stored.spending ?? [], Date.now());
	}

	/** What is known of an act: from another try, or from an item of another run that failed. */
	find(act: Act): Entry | undefined {
		const own = this.entries.get(nameOf(act));
		if (own) return own.entry;
		if (this.others.size === 0) return undefined;
		const { kept = [] } = this.stored;
		// A run beside this one may have taken some.
		const other = act
			.contents()
			.flatMap((content) => this.others.get(content) ?? [])
			.find((one) => kept.includes(one));
		if (!other) return undefined;
		this.update({ kept: kept.filter((one) => one !== other) });
		this.keep(act, other.entry);
		return other.entry;
	}

	/** What is known to be done in this execution, but for one act. */
	doneBeside(act: Act): unknown[] {
		const own = [...this.entries.values()].filter((one) => nameOf(one.act) !== nameOf(act));
		const all = [...own, ...[...this.others.values()].flat()];
		return all.flatMap(({ entry }) => ('done' in entry ? [entry.done] : []));
	}

	keep(act: Act, entry: Entry): void {
		this.entries.set(nameOf(act), { act, entry });
	}

	forget(act: Pick<Act, 'item' | 'what'>): void {
		this.entries.delete(nameOf(act));
	}

	/**
	 * Keeps what the next try needs; nothing where all items have succeeded. Of other runs, only
	 * failed items can come back.
	 * @param hasFailed whether an item has; absent where the run itself failed, and so all of them
	 */
	save(hasFailed?: (item: number) => boolean, isOver = false): void {
		const { kept = [] } = this.stored;
		const others = kept.filter((one) => one.run !== this.run && one.hasFailed);
		const entries = isOver ? [] : [...this.entries.values()];
		const own = entries.map(({ act: { item, what, contents }, entry }): Kept => {
			const { run } = this;
			const failed = hasFailed?.(item) ?? true;
			return { run, item, what, contents: contents(), hasFailed: failed, at: Date.now(), entry };
		});
		this.update({ kept: [...others, ...own] });
	}

	/** Outside of an execution nothing ends; who asks again after some minutes means it. */
	private forgetOld(): void {
		const { kept = [] } = this.stored;
		this.update({ kept: kept.filter(({ at }) => Date.now() - at < REMEMBERED_MS) });
	}

	private leave(content: string, one: Kept): void {
		const known = this.others.get(content);
		if (known) known.push(one);
		else this.others.set(content, [one]);
	}

	private get stored(): Stored {
		return (this.store.journal ?? {}) as Stored;
	}

	/** The context is JSON to n8n: what is empty is left out. */
	private update(changes: Stored): void {
		const { executionId, spent, spending = [], kept = [] } = { ...this.stored, ...changes };
		this.store.journal = {
			...(executionId && { executionId }),
			...(spent && { spent }),
			...(spending.length > 0 && { spending }),
			...(kept.length > 0 && { kept }),
		} satisfies Stored;
	}
}

function nameOf({ item, what }: Pick<Act, 'item' | 'what'>): string {
	return `${item}:${what}`;
}

/** The words of all tries, each once. */
export function distinct<T>(asked: T[]): T[] {
	return [...new Map(asked.map((words) => [JSON.stringify(words), words])).values()];
}

/** A digest, so that no password or text of a call is kept. */
export function digest(...values: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(values)).digest('base64').slice(0, 16);
}
