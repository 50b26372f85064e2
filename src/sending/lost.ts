import type { FailureFacts } from '../ovh/errors';
import type { Accepted, SmsApi } from './api';
import { type Listed, messagesTo, unreadIn } from './listed';
import type { Lists } from './lists';
import type { Looks } from './looks';
import type { SendRequest } from './plan';
import { type Asked, recover, type Recovered, TOLERANCE_SECONDS } from './recovery';
import type { Register } from './register';
import type { Message } from './sendRequest';
import {
	acceptedIn,
	hasTag,
	inE164,
	isBefore,
	isDue,
	isSameSender,
	isSameText,
	type Shown,
} from './shown';
import { LONGEST_TAG } from './tag';

/** A request of which nobody knows yet whether OVHcloud carried it out. */
export interface OpenRequest extends Asked {
	/** With those shares only of whose messages nobody knows. */
	request: SendRequest;
	tag: string;
	/** How its answer was lost, and what a look at the account told. */
	facts: FailureFacts;
}

/** Looks for what OVHcloud accepted of requests whose answers were lost. */
export class LostRequests {
	constructor(
		private readonly api: SmsApi,
		private readonly lists: Lists,
		private readonly register: Register,
		private readonly looks: Looks,
	) {}

	/** What shows of a lost request, and whether the rest is gone. */
	async find(open: OpenRequest): Promise<Recovered & { accepted: Accepted[] }> {
		const { request, tag } = open;
		const { account } = request;
		const accepted: Accepted[] = [];
		const missing = new Set(request.shares.map(({ receiver }) => receiver));
		const look = async (since: () => Promise<number>) => {
			const found = await this.look(open, missing, await since());
			this.register.remember(request, tag, found.accepted);
			accepted.push(...found.accepted);
			for (const { receiver } of found.accepted) missing.delete(receiver);
			return { isAll: missing.size === 0, isUnclear: found.unread.length > 0 };
		};
		const recovered = await recover(
			this.api,
			open,
			async (since) => await this.looks.inTurn(account, async () => await look(since)),
		);
		return { ...recovered, accepted };
	}

	/**
	 * One look: sent messages with the tag, and pending ones (which show no tag) with the same text to
	 * the same number at the same moment.
	 * @param since when it was asked for, in seconds since 1970 by OVHcloud's clock
	 * @throws Error where a message may be this one or not
	 */
	async look(
		{ request: { account, message }, tag }: OpenRequest,
		receivers: Set<string>,
		since: number,
	): Promise<{ accepted: Accepted[]; unread: number[] }> {
		const begin = Math.floor(since) - TOLERANCE_SECONDS;
		const place = { account, from: message.from, anyNumber: false };
		// No other message has the tag, as others can where the user chose it.
		const isUnique = !message.options.tag;
		const isOther = (id: number): boolean => {
			const owner = this.register.tagOf(account, id);
			return owner !== undefined && !(isUnique && owner === tag);
		};
		// Pending first: a message that goes out between the two looks is then in the second one.
		const pending = await this.lists.pending(place, isOther, begin);
		// OVHcloud may have cut a long tag, and then the filter would hide the message.
		const filter = tag.length <= LONGEST_TAG ? { tag } : {};
		const sent = await this.lists.sent(place, { ...filter, since: begin });
		const now = this.api.serverTimestamp();
		const accepted = [...receivers].flatMap((receiver) => {
			const recent = (list: Listed) =>
				messagesTo(list, receiver, isOther).filter((shown) => !isBefore(shown, begin));
			const tagged = recent(sent).filter((shown) => hasTag(shown, tag));
			const found =
				tagged.find((shown) => isUnique || isAlike(shown, message)) ??
				recent(pending).find((shown) => isAlike(shown, message) && isDue(shown, message, now));
			if (!found && tagged[0]) throw otherWords(tagged[0]);
			return found ? acceptedIn(found) : [];
		});
		return { accepted, unread: unreadIn(pending, sent, isOther) };
	}
}

/** Whether a message has the words and the sender that are looked for. */
function isAlike(shown: Shown, wanted: Message): boolean {
	const { from } = wanted;
	// Through a short number, it shows none; virtual numbers have lists of their own.
	const isToldBySender = from.senderType === 'sender' && shown.sender;
	const isSender = !isToldBySender || isSameSender(shown.sender ?? '', from.sender);
	return isSender && isSameText(shown, wanted);
}

function otherWords({ id, receiver }: Shown): Error {
	return new Error(
		`another message with this tag went to ${inE164(receiver)} at the same time (ID ${id})`,
	);
}
