import { pause } from '../http/applyFault';
import { BASE_PATH } from '../http/exchange';
import type { JournalEntry } from '../callbacks/journal';
import type { RecordedRequest } from '../http/recorder';
import type { World } from '../http/world';
import { breakageIn } from './breakages';
import { Differences } from './differences';
import type { Change, Snapshot } from './protocol';
import { callbackView, requestView } from './requestView';
import { Threads } from './threads';
import { accountView, outcomeSetting } from './views';

/** Somebody who looks at the page. */
export interface Watcher {
	start(snapshot: Snapshot): void;
	change(change: Change): void;
}

const LOOK_EVERY_MS = 200;
const PHONES = 24;
const REQUESTS = 200;
/** With more news than this at once, everything is sent anew, which is bounded. */
const MANY = 300;

/**
 * Tells the page what happens. It looks at the state while somebody watches and costs nothing
 * otherwise; the state and its routes need not know of it.
 */
export class Feed {
	threads: Threads;
	private differences: Differences;
	private readonly watchers = new Set<Watcher>();
	private finished: RecordedRequest[] = [];
	private called: JournalEntry[] = [];
	private known = { accounts: '', outcome: '', breakage: '', phoneCount: 0 };
	private looking = false;

	constructor(private readonly world: World) {
		this.threads = new Threads(world);
		this.differences = new Differences(world, this.threads);
	}

	/** Sends everything, then what changes. @returns a function that ends it */
	watch(watcher: Watcher): () => void {
		this.look();
		this.watchers.add(watcher);
		this.world.recorder.listeners.add(this.noteRequest);
		this.world.journal.listeners.add(this.noteCallback);
		watcher.start(this.snapshot());
		void this.keepLooking();
		return () => {
			this.watchers.delete(watcher);
			if (this.watchers.size > 0) return;
			this.world.recorder.listeners.delete(this.noteRequest);
			this.world.journal.listeners.delete(this.noteCallback);
			this.finished = [];
			this.called = [];
		};
	}

	/** Forgets the phones, and sends everything anew to every watcher. */
	startAnew(): void {
		this.threads = new Threads(this.world);
		this.differences = new Differences(this.world, this.threads);
		this.look();
		const snapshot = this.snapshot();
		for (const watcher of this.watchers) watcher.start(snapshot);
	}

	/** Compares the state with what the page knows, and tells every watcher what is new. */
	look(): void {
		const { entries, optedOut } = this.differences.newEntries();
		const states = this.differences.newStates();
		const outcomes = this.differences.newOutcomes();
		const requests = this.finished.splice(0);
		const callbacks = this.called.splice(0);
		if (this.watchers.size === 0) return;

		const news = [entries, optedOut, states, requests, callbacks];
		if (news.flat().length > MANY) {
			const snapshot = this.snapshot();
			for (const watcher of this.watchers) watcher.start(snapshot);
			return;
		}
		const change: Change = {
			...(entries.length > 0 && { items: entries.map((entry) => this.threads.view(entry)) }),
			...(states.length > 0 && { states }),
			...(optedOut.length > 0 && {
				optedOut: optedOut.map((number) => ({
					number,
					accounts: this.threads.optedOut(number),
				})),
			}),
			...(outcomes.length > 0 && { outcomes }),
			...(requests.length > 0 && { requests: requests.map(requestView) }),
			...(callbacks.length > 0 && { callbacks: callbacks.map(callbackView) }),
			...this.otherChanges(),
		};
		if (Object.keys(change).length === 0) return;
		for (const watcher of this.watchers) watcher.change(change);
	}

	private readonly noteRequest = (record: RecordedRequest): void => {
		this.finished.push(record);
	};

	private readonly noteCallback = (entry: JournalEntry): void => {
		this.called.push(entry);
	};

	private async keepLooking(): Promise<void> {
		if (this.looking) return;
		this.looking = true;
		while (this.watchers.size > 0) {
			await pause(LOOK_EVERY_MS);
			this.look();
		}
		this.looking = false;
	}

	private snapshot(): Snapshot {
		this.otherChanges();
		const { recorder, journal, settings } = this.world;
		const finished = recorder.requests
			.slice(-REQUESTS)
			.filter(({ verdict }) => verdict !== 'received');
		return {
			basePath: BASE_PATH,
			knowsExecutions: settings.executionAt !== undefined,
			phones: this.threads.recent(PHONES),
			requests: finished.map(requestView),
			callbacks: journal.entries.map(callbackView),
			...this.rest(),
		};
	}

	private otherChanges(): Partial<ReturnType<Feed['rest']>> {
		const { accounts, outcome, breakage, phoneCount } = this.rest();
		const before = this.known;
		this.known = {
			accounts: JSON.stringify(accounts),
			outcome: JSON.stringify(outcome),
			breakage: String(breakage),
			phoneCount,
		};
		return {
			...(this.known.accounts !== before.accounts && { accounts }),
			...(this.known.outcome !== before.outcome && { outcome }),
			...(this.known.breakage !== before.breakage && { breakage }),
			...(phoneCount !== before.phoneCount && { phoneCount }),
		};
	}

	private rest() {
		const { state, faults } = this.world;
		const { accounts, messages } = state;
		return {
			accounts: [...accounts.values()].map(accountView),
			outcome: outcomeSetting(messages.defaultOutcome),
			breakage: breakageIn(faults),
			phoneCount: this.threads.count,
		};
	}
}
