import type { SmsSender } from '../../ovh/model.generated';

/** Status of each sender at the last look, by name. */
export type SenderStates = Record<string, string>;

/** Decisions of OVHcloud's moderators. */
const DECIDED = ['enable', 'refused'];

/** The senders that have been validated or refused since the last look; none at the first one. */
export function decidedSenders(before: SenderStates | undefined, now: SmsSender[]): SmsSender[] {
	if (!before) return [];
	return now.filter(({ sender, status }) => DECIDED.includes(status) && before[sender] !== status);
}

export function statesOf(senders: SmsSender[]): SenderStates {
	return Object.fromEntries(senders.map(({ sender, status }) => [sender, status]));
}
