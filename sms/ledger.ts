import type { FailureFacts } from '../ovh/errors';
import type { Asked } from './lostAnswer';
import type { SendItem, SendRequest, Share } from './plan';

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

/** A request of which nobody knows yet whether OVHcloud carried it out. */
export interface OpenRequest extends Asked {
	/** With those shares only of whose messages nobody knows. */
	request: SendRequest;
	tag: string;
	/** How its answer was lost, and what a look at the account told. */
	facts: FailureFacts;
}

interface Stored {
	accepted: Record<string, Accepted>;
	open: OpenRequest[];
}

/**
 * What this execution has sent, kept in the node's context, which outlives the tries of Retry On
 * Fail. (n8n repeats a failed node with all its items, and OVHcloud has no idempotency key.)
 *
 * It is written only when a run ends with a failure: a run that succeeds is not repeated.
 */
export class Ledger {
	private readonly accepted: Map<string, Accepted>;

	private open: OpenRequest[];

	/**
	 * @param store the node's context
	 * @param run which run of the node in this execution: loops share the context
	 */
	constructor(
		private readonly store: Record<string, unknown>,
		private readonly run: number | string,
	) {
		const stored = store[this.key] as Stored | undefined;
		this.accepted = new Map(Object.entries(stored?.accepted ?? {}));
		this.open = stored?.open ?? [];
	}

	/** What is known to be accepted of an item's message to a receiver. */
	find(item: SendItem, receiver: string): Accepted | undefined {
		return this.accepted.size ? this.accepted.get(entryKey(item, receiver)) : undefined;
	}

	/** OVHcloud's ids of all that is known to be accepted. */
	ids(): number[] {
		return [...this.accepted.values()].flatMap(({ id }) => id ?? []);
	}

	/** A message that was accepted is not looked for any more. */
	add(item: SendItem, accepted: Accepted): void {
		this.accepted.set(entryKey(item, accepted.receiver), accepted);
		this.close(item, accepted.receiver);
	}

	/** The requests of earlier tries whose fate is to be looked up first. */
	openRequests(): OpenRequest[] {
		return this.open;
	}

	/** What is open of all shares of a request that is to be sent again. */
	openOf({ account, shares }: SendRequest): OpenRequest | undefined {
		return this.open.find(
			({ request }) =>
				request.account === account &&
				shares.every((share) => request.shares.some((other) => isSame(share, other))),
		);
	}

	/** Keeps the first moment of what is sent again. */
	markOpen(open: OpenRequest): void {
		const known = this.open.filter((other) => isAgain(open, other));
		const shares = new Map<string, Share>();
		for (const { request } of [...known, open]) {
			for (const share of request.shares) shares.set(share.receiver, share);
		}
		const merged = {
			...open,
			request: { ...open.request, shares: [...shares.values()] },
			since: Math.min(open.since, ...known.map(({ since }) => since)),
			last: Math.max(open.last, ...known.map(({ last }) => last)),
		};
		this.open = [...this.open.filter((other) => !known.includes(other)), merged];
	}

	/** It is known what became of a message: nobody looks for it any more. */
	close({ item }: Pick<SendItem, 'item'>, receiver: string): void {
		this.open = this.open.flatMap((open) => {
			const { request } = open;
			const shares = request.shares.filter((share) => !isSame(share, { item, receiver }));
			if (shares.length === request.shares.length) return [open];
			return shares.length ? [{ ...open, request: { ...request, shares } }] : [];
		});
	}

	/** Keeps what is known for the next try. */
	save(): void {
		this.store[this.key] = {
			accepted: Object.fromEntries(this.accepted),
			open: this.open,
		} satisfies Stored;
	}

	/** Forgets it all: the run has succeeded. */
	clear(): void {
		delete this.store[this.key];
	}

	private get key(): string {
		return `sent:${this.run}`;
	}
}

/**
 * The same item and receiver in the next try. What it says may differ there (an expression with the
 * time, a random code, a text that was corrected before the execution was retried): the person has
 * been texted all the same.
 */
function entryKey({ item }: SendItem, receiver: string): string {
	return `${item}:${receiver}`;
}

function isSame(share: Share, other: Share): boolean {
	return share.item === other.item && share.receiver === other.receiver;
}

/** Whether one look finds both: the same message with the same tag, and nobody in two items. */
function isAgain(open: OpenRequest, other: OpenRequest): boolean {
	if (traceOf(open) !== traceOf(other)) return false;
	const items = new Map(open.request.shares.map(({ item, receiver }) => [receiver, item]));
	return other.request.shares.every(({ item, receiver }) => (items.get(receiver) ?? item) === item);
}

function traceOf({ request: { account, message }, tag }: OpenRequest): string {
	return JSON.stringify([account, tag, message.from, message.message]);
}
