import { OvhError } from '../ovh/errors';
import { InputError } from '../sms/inputError';
import type { Accepted } from './api';
import { type Listed, messagesTo, unreadIn } from './listed';
import type { Lists } from './lists';
import type { Looks } from './looks';
import type { SendRequest } from './plan';
import type { Register } from './register';
import { acceptedIn, hasTag, isSameText, type Shown } from './shown';

/** How long (in milliseconds) what was listed for one once key is fresh enough for the next one. */
const FRESH_MS = 5000;

/** What a place lists, and what was listed of each key after it. */
interface Listing {
	at: number;
	pending: Promise<Listed>;
	sent: Map<string, Promise<Listed>>;
}

/** Who has a message with a once key, and of whom that is not known, and why; by receiver. */
export interface KeyUses {
	accepted: Map<string, Accepted>;
	doubtful: Map<string, Error>;
}

/** Tells who has a message with a once key already. */
export class OnceKeys {
	/** What was listed a moment ago, by place. */
	private readonly listings = new Map<string, Listing>();

	constructor(
		private readonly lists: Lists,
		private readonly register: Register,
		private readonly looks: Looks,
	) {}

	/**
	 * The receivers of a request who have a message with its key, however old. What this process sent
	 * is known, even if it waits in other words or does not show yet.
	 * @param tag that stands for the key
	 * @throws OvhError where nothing is known of anybody
	 */
	async usesOf(request: SendRequest, tag: string): Promise<KeyUses> {
		const { account, shares, message } = request;
		const uses = this.knownUses(request, tag);
		const { accepted, doubtful } = uses;
		const receivers = shares.flatMap(({ receiver }) => (accepted.has(receiver) ? [] : receiver));
		if (receivers.length === 0) return uses;
		const { pending, sent } = await this.looks.at(
			account,
			async () => await this.listed(request, tag, doubtful.size > 0),
		);
		const isOther = this.isOther(account, tag);
		const [unread] = unreadIn(pending, sent, isOther);
		for (const receiver of receivers) {
			const tagged = messagesTo(sent, receiver, isOther).filter((one) => hasTag(one, tag));
			const waiting = messagesTo(pending, receiver, isOther);
			// Pending messages show no tag, but those of this process are known by their ids.
			const found =
				tagged.find((one) => !isCut(one, tag)) ??
				waiting.find(({ id }) => this.register.tagOf(account, id) === tag);
			const alike = waiting.find((one) => isSameText(one, message));
			const unclear = tagged[0]?.id ?? unread;
			if (found) accepted.set(receiver, acceptedIn(found));
			else if (alike) doubtful.set(receiver, perhapsUsed(alike));
			else if (unclear !== undefined) doubtful.set(receiver, perhapsUsedBy(unclear));
		}
		for (const receiver of accepted.keys()) doubtful.delete(receiver);
		return uses;
	}

	/** What this process knows by itself. */
	private knownUses({ account, shares }: SendRequest, tag: string): KeyUses {
		const accepted = new Map<string, Accepted>();
		const doubtful = new Map<string, Error>();
		for (const { receiver } of shares) {
			const use = this.register.useOf(account, tag, receiver);
			if (!use) continue;
			if ('lost' in use) doubtful.set(receiver, new OvhError(use.lost));
			// It may have been cancelled where this process does not see it, and waits otherwise.
			else if (use.isScheduled) doubtful.set(receiver, perhapsCancelled(use.accepted.id));
			else accepted.set(receiver, use.accepted);
		}
		return { accepted, doubtful };
	}

	/** Tells by its id that a message has another key of this process. */
	private isOther(account: string, tag: string): (id: number) => boolean {
		return (id) => (this.register.tagOf(account, id) ?? tag) !== tag;
	}

	/**
	 * What is listed, once for all keys of a moment. Pending first: a message that goes out between the
	 * two looks is then in the second one.
	 * @param anew whether what was listed a moment ago does not do
	 */
	private async listed(
		{ account, message: { from } }: SendRequest,
		tag: string,
		anew: boolean,
	): Promise<{ pending: Listed; sent: Listed }> {
		const place = { account, from, anyNumber: true };
		const name = JSON.stringify([account, from.senderType === 'virtualNumber' && from]);
		const known = this.listings.get(name);
		const isFresh = known && !anew && Date.now() - known.at < FRESH_MS;
		const listing: Listing = isFresh
			? known
			: {
					at: Date.now(),
					pending: this.lists.pending(place, this.isOther(account, tag)),
					sent: new Map(),
				};
		this.listings.set(name, listing);
		const pending = await listing.pending;
		const sent = listing.sent.get(tag) ?? this.lists.sent(place, { tag });
		listing.sent.set(tag, sent);
		return { pending, sent: await sent };
	}
}

/** Whether the shown tag is the beginning only, which other keys may share. */
function isCut(shown: Shown, tag: string): boolean {
	return Boolean(shown.tag) && shown.tag !== tag;
}

/** A once key that may have been used: to send could text somebody twice, not to send nobody. */
function perhapsUsed({ id, receiver }: Shown): InputError {
	return new InputError(
		'Once Key',
		`may have been used already: the same text waits to be sent to ${receiver} (ID ${id}), and OVHcloud shows no key of messages that wait`,
		'Nothing was sent by this request. If that message is the one, there is nothing to do. If it is another one, make their texts differ, for example by a date or a number; or cancel it (Scheduled SMS → Cancel) and run this again.',
	);
}

/** A listed message that cannot be read may have the once key. */
function perhapsUsedBy(id: number): InputError {
	return new InputError(
		'Once Key',
		`may have been used already: OVHcloud lists a message (ID ${id}) that it does not show`,
		'Nothing was sent by this request. Run it again in a few minutes, when OVHcloud shows the message.',
	);
}

/** A scheduled message that was ordered a moment ago and stands in no list. */
function perhapsCancelled(id?: number): InputError {
	return new InputError(
		'Once Key',
		`was used a moment ago for a scheduled message (ID ${id ?? 'unknown'}) that OVHcloud does not show: it may show late, or was cancelled`,
		'Nothing was sent by this request. Run it again in two minutes.',
	);
}
