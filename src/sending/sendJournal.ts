import type { Accepted } from './api';
import { type Act, digest, distinct, type Entry, type Journal, type Open } from './journal';
import type { OpenRequest } from './lost';
import type { SendItem } from './plan';
import { unveiled, veiled, type Words } from './veil';

/** What the journal knows of the receivers of items, and of the credits that go with them. */
export class SendJournal {
	constructor(
		private readonly journal: Journal,
		/** Whether what other tries have done is heeded. */
		private readonly isHeeded: boolean,
	) {}

	/** Whether nothing is known of other tries, however many items there are. */
	get isEmpty(): boolean {
		return this.journal.isEmpty;
	}

	/** What was sent, and its tag. */
	done(item: SendItem, receiver: string): Accepted | undefined {
		const entry = this.find(item, receiver);
		return entry && 'done' in entry ? (entry.done as Accepted) : undefined;
	}

	/** What was asked for, and of which nobody knows. */
	open(item: SendItem, receiver: string): Open<Words> | undefined {
		const entry = this.find(item, receiver);
		return entry && 'open' in entry ? unveiled(entry.open as Open<Words>, item) : undefined;
	}

	/** Credits that count as spent for what is open: they are not spent twice. */
	reserved(item: SendItem, receiver: string): number {
		return this.open(item, receiver)?.reserved ?? 0;
	}

	/** Does something while its credits count as spent, so that others see them. */
	async spending<T>(credits: number, work: () => Promise<T>): Promise<T> {
		this.journal.spend(credits);
		return await work().finally(() => this.journal.spend(-credits));
	}

	accept(item: SendItem, accepted: Accepted, tag: string): void {
		const { receiver, credits } = accepted;
		this.journal.spend(credits - this.reserved(item, receiver));
		this.journal.keep(actOf(item, receiver), { done: { ...accepted, tag } });
	}

	/** Of a message that is neither sent nor open any more, nothing counts as spent. */
	forget(item: SendItem, receiver: string): void {
		this.journal.spend(-this.reserved(item, receiver));
		this.journal.forget(actOf(item, receiver));
	}

	/** Keeps the first moment of what is sent again, and all words in which it was. */
	keepOpen(item: SendItem, receiver: string, open: OpenRequest, reserved: number): void {
		const { request, tag, since, last, facts } = open;
		const { account, message, once } = request;
		const known = this.open(item, receiver);
		const before = known?.tag === tag ? known : undefined;
		const entry: Open<Words> = {
			asked: distinct([...(before?.asked ?? []), { account, message, once }]),
			tag,
			since: Math.min(since, before?.since ?? since),
			last,
			facts,
			reserved,
		};
		this.journal.spend(reserved - (known?.reserved ?? 0));
		this.journal.keep(actOf(item, receiver), { open: veiled(entry, item) });
	}

	/** What is open of receivers of items: one request for all that one look can find. */
	openRequests(wanted: Array<{ item: SendItem; receiver: string }>): OpenRequest[] {
		const byWords = new Map<string, OpenRequest[]>();
		for (const { item, receiver } of wanted) {
			const open = this.open(item, receiver);
			for (const words of open?.asked ?? []) {
				const share = { item: item.item, receiver };
				const { tag = '', since, last, facts } = open as Open<Words>;
				const request = { ...words, shares: [share] };
				const alike = JSON.stringify([words, tag]);
				const known = byWords.get(alike) ?? [];
				byWords.set(alike, join(known, { request, tag, since, last, facts }));
			}
		}
		return [...byWords.values()].flat();
	}

	private find(item: SendItem, receiver: string): Entry | undefined {
		return this.isHeeded ? this.journal.find(actOf(item, receiver)) : undefined;
	}
}

/** Joins a request for one receiver to those in the same words; nobody stands twice in one. */
function join(requests: OpenRequest[], one: OpenRequest): OpenRequest[] {
	const [share] = one.request.shares;
	const joined = requests.find(
		({ request: { shares } }) => !shares.some(({ receiver }) => receiver === share?.receiver),
	);
	if (!joined) return [...requests, one];
	joined.request.shares.push(...one.request.shares);
	joined.since = Math.min(joined.since, one.since);
	joined.last = Math.max(joined.last, one.last);
	return requests;
}

/** The message of an item to a receiver, by its text: who it goes out from may be told otherwise. */
function actOf({ item, account, message, once, source }: SendItem, receiver: string): Act {
	const words = once ? { key: message.options.tag } : { text: message.message };
	const contents = () => [
		digest(account, words, receiver),
		...(source ? [digest(account, { source: source() }, receiver)] : []),
	];
	return { item, what: `to:${receiver}`, contents };
}
