import type { World } from '../http/world';
import { readReceiver } from '../state/numbers';
import type { AccountState } from '../state/account';
import type { AcceptedSms } from '../state/types';
import type { Item, PhoneView, StopItem } from './protocol';
import { deliveryState, ownOutcome, replyItem, smsItem } from './views';

/** A message is looked at again when it is shown; the other items do not change. */
export type Entry = { sms: AcceptedSms; index: number } | { item: Item };

interface Thread {
	/** Counts the phones in the order of their first items. */
	place: number;
	entries: Entry[];
	optedOut: Set<string>;
}

/** Most items of a phone that go to the page at once. */
const PAGE_SIZE = 20;

/** What each phone got and sent, in the order in which the page's feed saw it. */
export class Threads {
	/** By number; the one with the newest entry is the last. */
	private readonly threads = new Map<string, Thread>();

	private lastPlace = 0;

	constructor(private readonly world: World) {}

	get count(): number {
		return this.threads.size;
	}

	addSms(sms: AcceptedSms): Entry {
		const { entries } = this.latest(sms.receiver);
		const entry = { sms, index: entries.length };
		entries.push(entry);
		return entry;
	}

	addReply(account: string, incoming: AccountState['incoming'][number]): Entry {
		const number = readReceiver(incoming.sender) ?? incoming.sender;
		const { entries } = this.latest(number);
		const entry = { item: replyItem(account, incoming, { number, index: entries.length }) };
		entries.push(entry);
		return entry;
	}

	addStop(account: string, number: string, at: number): Entry {
		const { entries, optedOut } = this.latest(number);
		optedOut.add(account);
		const index = entries.length;
		const key = `stop-${number}-${index}`;
		const item: StopItem = { kind: 'stop', key, number, index, account, at };
		entries.push({ item });
		return { item };
	}

	removeStop(account: string, number: string): void {
		this.threads.get(number)?.optedOut.delete(account);
	}

	/** Accounts whose marketing messages the number refuses. */
	optedOut(number: string): string[] {
		return [...(this.threads.get(number)?.optedOut ?? [])];
	}

	/** The phones with the newest entries first. */
	recent(count: number, skip = 0): PhoneView[] {
		const numbers = [...this.threads.keys()];
		const end = Math.max(0, numbers.length - skip);
		return numbers
			.slice(Math.max(0, end - count), end)
			.reverse()
			.map((number) => this.phone(number));
	}

	/** One phone, empty if nothing is known of it. @param before items before this index only */
	phone(number: string, before?: number): PhoneView {
		const { entries = [], place = null } = this.threads.get(number) ?? {};
		const end = Math.min(entries.length, before ?? entries.length);
		return {
			number,
			place,
			items: entries.slice(Math.max(0, end - PAGE_SIZE), end).map((entry) => this.view(entry)),
			optedOut: this.optedOut(number),
			outcome: ownOutcome(this.world.state, number),
		};
	}

	view(entry: Entry): Item {
		if ('item' in entry) return entry.item;
		const { sms, index } = entry;
		const { settings } = this.world;
		return smsItem(sms, index, deliveryState(sms, settings.now(), settings));
	}

	private latest(number: string): Thread {
		const thread = this.threads.get(number) ?? {
			place: ++this.lastPlace,
			entries: [],
			optedOut: new Set(),
		};
		this.threads.delete(number);
		this.threads.set(number, thread);
		return thread;
	}
}
