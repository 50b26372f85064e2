import type { World } from '../http/world';
import type { AcceptedSms, Outcome } from '../state/types';
import type { Change } from './protocol';
import type { Entry, Threads } from './threads';
import { deliveryState, ownOutcome } from './views';

/** Something new, to be put on its phone. */
interface Arrival {
	/** Milliseconds since 1970. */
	at: number;
	place: () => Entry;
}

type Part<Name extends keyof Change> = NonNullable<Change[Name]>;

/** What is new of the messages since the last look. Each kind remembers what was seen of it. */
export class Differences {
	private lastSms = 0;
	private readonly seenIncoming = new Map<string, number>();
	private readonly seenStops = new Map<string, Set<string>>();
	private seenOutcomes = new Map<string, Outcome>();
	/** Messages whose state can still change, with the state that was seen last. */
	private readonly moving = new Map<AcceptedSms, string>();

	constructor(
		private readonly world: World,
		private readonly threads: Threads,
	) {}

	/** Everything new, put on the phones in the order in which it happened. */
	newEntries(): { entries: Entry[]; optedOut: string[] } {
		const { arrivals, numbers } = this.newStops();
		const all = [...this.newSms(), ...this.newReplies(), ...arrivals];
		// OVHcloud's dates are in whole seconds; within one, an answer follows what it answers.
		const second = ({ at }: Arrival) => Math.floor(at / 1000);
		all.sort((one, other) => second(one) - second(other));
		return { entries: all.map(({ place }) => place()), optedOut: numbers };
	}

	private newSms(): Arrival[] {
		const fresh = this.world.state.messages.after(this.lastSms);
		this.lastSms = fresh.at(-1)?.id ?? this.lastSms;
		return fresh.map((sms) => {
			this.moving.set(sms, this.stateOf(sms).text);
			return { at: sms.creation, place: () => this.threads.addSms(sms) };
		});
	}

	private newReplies(): Arrival[] {
		return [...this.world.state.accounts].flatMap(([account, { incoming }]) => {
			const last = this.seenIncoming.get(account) ?? 0;
			let first = incoming.length;
			while (first > 0 && incoming[first - 1].id > last) first -= 1;
			const fresh = incoming.slice(first);
			this.seenIncoming.set(account, fresh.at(-1)?.id ?? last);
			return fresh.map((reply) => ({
				at: Date.parse(reply.creationDatetime),
				place: () => this.threads.addReply(account, reply),
			}));
		});
	}

	/** New entries of the blacklists, and every number whose opt-outs have changed. */
	private newStops(): { arrivals: Arrival[]; numbers: string[] } {
		const arrivals: Arrival[] = [];
		const numbers = new Set<string>();
		for (const [account, { blacklist }] of this.world.state.accounts) {
			const seen = this.seenStops.get(account) ?? new Set<string>();
			this.seenStops.set(account, seen);
			for (const number of seen) {
				if (blacklist.has(number)) continue;
				seen.delete(number);
				numbers.add(number);
				this.threads.removeStop(account, number);
			}
			for (const [number, { dateCreation }] of blacklist) {
				if (seen.has(number)) continue;
				seen.add(number);
				numbers.add(number);
				const at = Date.parse(dateCreation);
				arrivals.push({ at, place: () => this.threads.addStop(account, number, at) });
			}
		}
		return { arrivals, numbers: [...numbers] };
	}

	/** Messages whose state is another one than at the last look. */
	newStates(): Part<'states'> {
		const changes: Part<'states'> = [];
		for (const [sms, known] of this.moving) {
			const state = this.stateOf(sms);
			if (known !== state.text) {
				changes.push({ key: `sms-${sms.id}`, number: sms.receiver, state });
			}
			if (state.tone === 'waiting' || state.tone === 'moving') this.moving.set(sms, state.text);
			else this.moving.delete(sms);
		}
		return changes;
	}

	/** Numbers whose own outcome has changed. */
	newOutcomes(): Part<'outcomes'> {
		const { outcomes } = this.world.state.messages;
		const seen = this.seenOutcomes;
		this.seenOutcomes = new Map(outcomes);
		return [...new Set([...seen.keys(), ...outcomes.keys()])]
			.filter((number) => seen.get(number) !== outcomes.get(number))
			.map((number) => ({ number, outcome: ownOutcome(this.world.state, number) }));
	}

	private stateOf(sms: AcceptedSms) {
		return deliveryState(sms, this.world.settings.now(), this.world.settings);
	}
}
