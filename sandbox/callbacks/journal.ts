import type { RecordedCall } from './delivery';
import type { CallKind } from './controls';

/** What became of something that an account may want to be told: a try of a call, or no call. */
export interface JournalEntry {
	/** Counts up from 1. */
	id: number;
	/** Milliseconds on the sandbox's clock. */
	at: number;
	kind: CallKind;
	account: string;
	/** Null: the account has registered no address, so nobody is called. */
	call: RecordedCall | null;
}

const LIMIT = 200;

/** The last callbacks and what nobody was called for, for whoever looks on. */
export class Journal {
	readonly entries: JournalEntry[] = [];
	/** Told of every entry. */
	readonly listeners = new Set<(entry: JournalEntry) => void>();
	private lastId = 0;
	/** Accounts whose deliveries nobody hears of, which is said once. */
	private readonly unheard = new Set<string>();

	constructor(private readonly now: () => number) {}

	noteCall(call: RecordedCall): void {
		if (call.kind === 'state') this.unheard.delete(call.account);
		this.add(call.kind, call.account, call);
	}

	/** Deliveries are many: of those it is said once, until there is an address. */
	noteNobody(kind: CallKind, account: string): void {
		if (kind === 'state' && this.unheard.has(account)) return;
		if (kind === 'state') this.unheard.add(account);
		this.add(kind, account, null);
	}

	private add(kind: CallKind, account: string, call: RecordedCall | null): void {
		this.lastId += 1;
		const entry = { id: this.lastId, at: call?.at ?? this.now(), kind, account, call };
		this.entries.push(entry);
		if (this.entries.length > LIMIT) this.entries.shift();
		for (const listener of this.listeners) listener(entry);
	}
}
