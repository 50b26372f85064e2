import { inE164, type Shown } from './shown';

/** What was read of a list. */
export interface Read {
	/** That were asked for. */
	ids: number[];
	/** The messages behind them, as far as OVHcloud shows them. */
	messages: Shown[];
}

/** The messages of lists. */
export interface Listed {
	ids: Set<number>;
	/** By receiver in E.164. */
	byReceiver: Map<string, Shown[]>;
	/** Ids that are listed and cannot be read: any of them may be a message that is looked for. */
	unread: number[];
}

/** A message that stands in several lists counts once, as the account's own list has it. */
export function listed(parts: Read[]): Listed {
	const ids = new Set<number>();
	const byReceiver = new Map<string, Shown[]>();
	for (const message of parts.flatMap(({ messages }) => messages)) {
		if (ids.has(message.id)) continue;
		ids.add(message.id);
		const receiver = inE164(message.receiver);
		const known = byReceiver.get(receiver);
		if (known) known.push(message);
		else byReceiver.set(receiver, [message]);
	}
	const unread = parts.flatMap((part) => part.ids).filter((id) => !ids.has(id));
	return { ids, byReceiver, unread };
}

/** The messages of a list to a receiver, but for others. */
export function messagesTo(
	{ byReceiver }: Listed,
	receiver: string,
	isOther: (id: number) => boolean,
): Shown[] {
	return (byReceiver.get(receiver) ?? []).filter(({ id }) => !isOther(id));
}

/** What cannot be read; what has left the queue since it was listed stands in the history. */
export function unreadIn(
	pending: Listed,
	sent: Listed,
	isOther: (id: number) => boolean,
): number[] {
	return [...pending.unread, ...sent.unread].filter((id) => !sent.ids.has(id) && !isOther(id));
}
