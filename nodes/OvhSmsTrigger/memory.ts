import type { IDataObject } from 'n8n-workflow';

import { decodeIds, encodeIds } from '../../triggers/idSet';
import { mergeWindows } from '../../triggers/window';
import type { Call } from './call';
import { WRITER } from './progress';
import type { Progress } from './state';
import { Wanted } from './wanted';

/** SMS whose reports are remembered as given out; older ones have lower ids. */
const MOST_REPORTED = 20_000;
const MOST_STATES = 2_000;
const MOST_UNREAD = 2_000;

/** An SMS that a call was about. */
export interface Unread {
	/** Whether the call says that it has come to its final state. */
	claimsFinal: boolean;
	/** How often it was looked at. */
	looks: number;
	/** Milliseconds since 1970 before which it is not looked at again. */
	notBefore: number;
}

/** What a trigger has given out, and what it has still to read. */
type Known = Readonly<Pick<Memory, 'incoming' | 'optOuts' | 'reported' | 'states' | 'unread'>>;

/**
 * What one trigger knows in this process. n8n gives each call its own copy of the static data, as
 * it was before calls that are still being answered; so what simultaneous calls share is here.
 *
 * Several webhook processes (n8n's queue mode) do not share it: a repeated call is recognised as
 * soon as the first one's process has saved; two calls for the same SMS that reach two processes
 * within that fraction of a second start two executions.
 */
export class Memory {
	incoming: Progress['incoming'];
	optOuts: Progress['optOuts'];
	readonly reported: Set<number>;
	readonly states: Set<string>;
	/** SMS that calls were about, and that are still to be read. */
	readonly unread: Map<number, Unread>;
	/** What else is to be looked for. */
	readonly wanted = new Wanted();
	/** Seconds since 1970: older SMS are none of this trigger's. */
	since: number | undefined;
	/** Whether the activation has ended. */
	isOver = false;
	private queue: Promise<unknown> = Promise.resolve();

	constructor(progress: Progress) {
		this.since = progress.since;
		this.incoming = progress.incoming;
		this.optOuts = progress.optOuts;
		this.reported = new Set(decodeIds(progress.reported));
		this.states = new Set(progress.states);
		this.unread = new Map(
			decodeIds(progress.unread).map((id) => [id, { claimsFinal: true, looks: 0, notBefore: 0 }]),
		);
		// What that process had answered, it may have been stopped over.
		if (progress.writer !== WRITER) this.wanted.forMissed();
	}

	/** Takes in what another process has saved meanwhile. */
	learn(progress: Progress): void {
		if (progress.writer === WRITER) return;
		for (const id of decodeIds(progress.reported)) this.reported.add(id);
		for (const state of progress.states) this.states.add(state);
		this.since ??= progress.since;
		const { incoming = progress.incoming, optOuts = progress.optOuts } = this;
		if (incoming && progress.incoming) {
			this.incoming = mergeWindows(incoming, progress.incoming);
		}
		if (optOuts && progress.optOuts) {
			const window = mergeWindows(optOuts.window, progress.optOuts.window);
			this.optOuts = { ...optOuts, window };
		}
	}

	/** Notes what a call is about; a later look sees to it. */
	note({ kind, id, claimsFinal }: Call): void {
		if (kind === 'state' && id !== undefined) this.noteSms(id, claimsFinal);
		else this.wanted.forCall(kind);
	}

	/** Notes SMS that no call named, but those whose reports may have been forgotten. */
	noteUnnamed(ids: number[]): void {
		const isFull = this.reported.size >= MOST_REPORTED;
		const forgotten = isFull ? newest(this.reported, MOST_REPORTED)[0] : 0;
		for (const id of ids) if (id > forgotten) this.noteSms(id, false);
	}

	/** Notes an SMS, unless its report was given out. */
	noteSms(id: number, claimsFinal: boolean): void {
		if (this.reported.has(id)) return;
		const noted = this.unread.get(id) ?? { claimsFinal, looks: 0, notBefore: 0 };
		this.unread.set(id, { ...noted, claimsFinal: claimsFinal || noted.claimsFinal });
	}

	/** What is known now, for `takeBack`. */
	known(): Known {
		const { incoming, optOuts, reported, states, unread } = this;
		return {
			incoming,
			optOuts,
			reported: new Set(reported),
			states: new Set(states),
			unread: new Map(unread),
		};
	}

	/**
	 * Forgets that items were given out; they are to be looked for again, with what calls have told
	 * since.
	 * @param before what was known before they were found
	 */
	takeBack(items: IDataObject[], before: Known): void {
		if (items.some(({ event }) => event === 'messageReceived')) {
			this.incoming = before.incoming;
			this.wanted.add('reply', 1);
		}
		if (items.some(({ event }) => event === 'optOut')) {
			this.optOuts = before.optOuts;
			this.wanted.add('stop', 1);
		}
		for (const id of this.reported) {
			if (before.reported.has(id)) continue;
			this.reported.delete(id);
			this.noteSms(id, true);
		}
		for (const state of this.states) if (!before.states.has(state)) this.states.delete(state);
		for (const [id, { claimsFinal }] of before.unread) this.noteSms(id, claimsFinal);
	}

	/** Does work after all that was begun before it. */
	async inTurn<T>(work: () => Promise<T>): Promise<T> {
		const mine = this.queue.then(work, work);
		this.queue = mine;
		return await mine;
	}

	/** What is to be saved, bounded in size. */
	progress(): Progress {
		this.forgetOldest();
		return {
			...(this.incoming && { incoming: this.incoming }),
			...(this.optOuts && { optOuts: this.optOuts }),
			reported: encodeIds(newest(this.reported, MOST_REPORTED)),
			states: [...this.states],
			unread: encodeIds(newest(this.unread.keys(), MOST_UNREAD)),
			...(this.since !== undefined && { since: this.since }),
			writer: WRITER,
		};
	}

	/** A process may run for years. */
	private forgetOldest(): void {
		if (this.reported.size > 2 * MOST_REPORTED) {
			const [oldest] = newest(this.reported, MOST_REPORTED);
			for (const id of this.reported) if (id < oldest) this.reported.delete(id);
		}
		const tooMany = Math.max(0, this.states.size - MOST_STATES);
		for (const state of [...this.states].slice(0, tooMany)) this.states.delete(state);
	}
}

/** The highest ids, in order. */
function newest(ids: Iterable<number>, most: number): number[] {
	return [...ids].sort((a, b) => a - b).slice(-most);
}

const memories = new Map<string, Memory>();

/**
 * The memory of a trigger's activation, made from what is saved when it is first needed.
 * @param secret tells activations apart
 */
export function memoryOf(secret: string, progress: Progress): Memory {
	const known = memories.get(secret);
	if (known) {
		known.learn(progress);
		return known;
	}
	const memory = new Memory(progress);
	memories.set(secret, memory);
	return memory;
}

/** Forgets an activation; a later one begins with what is saved. */
export function forget(secret: string): void {
	const memory = memories.get(secret);
	if (memory) memory.isOver = true;
	memories.delete(secret);
}
