import type { Recipient, ValidRecipient } from '../sms/recipients';
import type { Message } from './sendRequest';

/** What one input item asks for, checked and ready. */
export interface SendItem {
	/** Index of the input item. */
	item: number;
	account: string;
	message: Message;
	/** Whether the message's tag is a once key. */
	once: boolean;
	recipients: Recipient[];
	/** When to send to a recipient who has a moment of its own, in seconds since 1970. */
	moments?: Map<string, number>;
	/** A digest of the input that it is made of. */
	source?: () => string;
	/** What the journal keeps instead of a text that nobody may read there. */
	hiddenText?: string;
}

/** One receiver of a request, and the item that asked for it. */
export interface Share {
	item: number;
	receiver: string;
}

/** One request that sends a message to many receivers, each of them once. */
export interface SendRequest {
	account: string;
	message: Message;
	once: boolean;
	shares: Share[];
}

/** OVHcloud's FAQ advises 500 receivers a call. */
const RECEIVERS_PER_REQUEST = 500;

/**
 * The requests that send these items: items that agree in account, sender, text and options share
 * them. They come in rounds, to be sent one after the other: a number that several items text with
 * the same tag, or in the same words, stands in each of them once at most. It cannot stand twice in
 * one request, and of two requests at the same time nobody could tell whose message is found after
 * a lost answer, or which of them was first to use a once key.
 *
 * What OVHcloud charges for a shared request can only be told apart where all its receivers cost
 * the same, so numbers of different countries go in different requests there.
 * @param wanted which receivers of an item are still to be sent to
 */
export function planRequests<T extends SendItem>(
	items: T[],
	wanted: (item: T) => ValidRecipient[],
	{ combine }: { combine: boolean },
): SendRequest[][] {
	const rounds: SendRequest[][] = [];
	const parts = items.flatMap((item) => partsOf(item, wanted(item)));
	const groups = groupBy(parts, (part) => agreement(part, combine));
	const occurrences = new Map<string, Map<string, number>>();
	for (const group of groups) {
		const [{ account, message, once }] = group;
		const alike = likeness({ account, message });
		const seen = occurrences.get(alike) ?? new Map<string, number>();
		occurrences.set(alike, seen);
		for (const [round, destinations] of sharesByRound(group, seen).entries()) {
			const requests = (rounds[round] ??= []);
			for (const chunk of destinations.flatMap((shares) =>
				chunksOf(shares, RECEIVERS_PER_REQUEST),
			)) {
				requests.push({ account, message, once, shares: chunk });
			}
		}
	}
	return rounds;
}

/** What messages have in common that must not go to the same number at the same time. */
function likeness({ account, message }: Pick<SendItem, 'account' | 'message'>): string {
	const { tag } = message.options;
	return JSON.stringify(tag === undefined ? [account, null, message.message] : [account, tag]);
}

/** Those recipients of an item who get its message at the same moment. */
interface Part extends Pick<SendItem, 'item' | 'account' | 'message' | 'once'> {
	wanted: ValidRecipient[];
}

function partsOf(
	{ item, account, message, once, moments }: SendItem,
	wanted: ValidRecipient[],
): Part[] {
	if (!moments) return [{ item, account, message, once, wanted }];
	return groupBy(wanted, ({ receiver }) => String(moments.get(receiver))).map((group) => {
		const sendAt = moments.get(group[0].receiver) ?? message.sendAt;
		const own = sendAt === undefined ? message : { ...message, sendAt };
		return { item, account, message: own, once, wanted: group };
	});
}

/** What must be the same to share a request. */
function agreement({ item, account, message, once }: Part, combine: boolean): string {
	return JSON.stringify([account, message, once, ...(combine ? [] : [item])]);
}

/**
 * Shares of a group by round, each round with every number once, same countries side by side.
 * @param occurrences how often each number stands in the rounds of groups alike
 */
function sharesByRound(group: Part[], occurrences: Map<string, number>): Share[][][] {
	const rounds: Array<Map<string, Share[]>> = [];
	for (const { item, wanted } of group) {
		for (const { receiver, country } of wanted) {
			const round = occurrences.get(receiver) ?? 0;
			occurrences.set(receiver, round + 1);
			rounds[round] ??= new Map<string, Share[]>();
			const destination = group.length > 1 ? (country ?? receiver.slice(0, 4)) : '';
			const shares = rounds[round].get(destination) ?? [];
			shares.push({ item, receiver });
			rounds[round].set(destination, shares);
		}
	}
	// A group may have nothing in the first rounds.
	return Array.from(rounds, (byDestination) => [...(byDestination?.values() ?? [])]);
}

function groupBy<T>(values: T[], keyOf: (value: T) => string): Array<[T, ...T[]]> {
	const groups = new Map<string, [T, ...T[]]>();
	for (const value of values) {
		const key = keyOf(value);
		const group = groups.get(key);
		if (group) group.push(value);
		else groups.set(key, [value]);
	}
	return [...groups.values()];
}

function chunksOf<T>(values: T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
		values.slice(index * size, (index + 1) * size),
	);
}
