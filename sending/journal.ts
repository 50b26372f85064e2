import { createHash } from 'crypto';

import type { FailureFacts } from '../ovh/errors';
import type { Asked } from './recovery';

/** A message that OVHcloud accepted. */
export interface Accepted {
	receiver: string;
	/** OVHcloud's id, where known. */
	id?: number;
	/** Credits taken for it. */
	credits: number;
	/** Its tag, where it is kept for a later try. */
	tag?: string;
}

/** Something that was asked for, and of which nobody knows whether OVHcloud has done it. */
export interface Open<T = unknown> extends Asked {
	/** In the words of each try: an expression with the time says something else in the next one. */
	asked: T[];
	/** The tag of an SMS. */
	tag?: string;
	/** How the answer was lost, and what a look at the account told. */
	facts: FailureFacts;
}

export type Entry = { done: unknown } | { open: Open };

/** What an item asks for. */
export interface Act {
	item: number;
	/** What of the item: a receiver, a batch, a call. In the next try it may be in other words. */
	what: string;
	/** A digest of all that is asked for: a later run of a loop that agrees in it repeats this one. */
	content: string;
}

type Kept = Act & {
	/** Which run of the node in the execution. */
	run: string;
	/** Whether the item failed, so that a later run may ask for the same again. */
	hasFailed?: boolean;
	entry: Entry;
};

interface Stored {
	/** The first execution's: retries of n8n's list go on under it. */
	executionId?: string;
	/** Credits that the node has spent in this execution. */
	spent?: number;
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
	private readonly entries: Map<string, Kept>;

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
		const { kept = [] } = this.stored;
		this.entries = new Map(kept.filter((one) => one.run === run).map((one) => [nameOf(one), one]));
		for (const one of kept) {
			if (one.run === run || !one.hasFailed) continue;
			this.others.set(one.content, [...(this.others.get(one.content) ?? []), one]);
		}
		this.update({ executionId: this.stored.executionId ?? executionId });
	}

	/** The execution that began it all. */
	get executionId(): string | undefined {
		return this.stored.executionId;
	}

	/** Credits that the node has spent in this execution. */
	get spent(): number {
		return this.stored.spent ?? 0;
	}

	spend(credits: number): void {
		this.update({ spent: this.spent + credits });
	}

	/** What is known of an act: from another try, or from an item of another run that failed. */
	find(act: Act): Entry | undefined {
		const own = this.entries.get(nameOf(act));
		if (own) return own.entry;
		const others = this.others.get(act.content) ?? [];
		for (let other = others.shift(); other; other = others.shift()) {
			const { kept = [] } = this.stored;
			// A run beside this one may have taken it.
			if (!kept.includes(other)) continue;
			this.update({ kept: kept.filter((one) => one !== other) });
			this.keep(act, other.entry);
			return other.entry;
		}
		return undefined;
	}

	/** What is known to be done in this execution, but for one act. */
	doneBeside(act: Act): unknown[] {
		const all = [...this.entries.values(), ...[...this.others.values()].flat()];
		return all.flatMap((one) =>
			'done' in one.entry && nameOf(one) !== nameOf(act) ? [one.entry.done] : [],
		);
	}

	keep(act: Act, entry: Entry): void {
		const { item, what, content } = act;
		this.entries.set(nameOf(act), { run: this.run, item, what, content, entry });
	}

	forget(act: Pick<Act, 'item' | 'what'>): void {
		this.entries.delete(nameOf(act));
	}

	/**
	 * Keeps what the next try needs; nothing where all items have succeeded. Of other runs, only
	 * failed items can come back.
	 * @param hasFailed whether an item has; absent where the run itself failed
	 */
	save(hasFailed?: (item: number) => boolean, isOver = false): void {
		const { kept = [] } = this.stored;
		const others = kept.filter((one) => one.run !== this.run && one.hasFailed);
		const own = isOver ? [] : [...this.entries.values()];
		for (const one of own) one.hasFailed = hasFailed?.(one.item) ?? false;
		this.update({ kept: [...others, ...own] });
	}

	private get stored(): Stored {
		return (this.store.journal ?? {}) as Stored;
	}

	/** The context is JSON to n8n: what is empty is left out. */
	private update(changes: Stored): void {
		const { executionId, spent, kept = [] } = { ...this.stored, ...changes };
		this.store.journal = {
			...(executionId && { executionId }),
			...(spent && { spent }),
			...(kept.length > 0 && { kept }),
		} satisfies Stored;
	}
}

function nameOf({ item, what }: Pick<Act, 'item' | 'what'>): string {
	return `${item}:${what}`;
}

/** A digest, so that no password or text of a call is kept. */
export function digest(...values: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(values)).digest('base64').slice(0, 16);
}
