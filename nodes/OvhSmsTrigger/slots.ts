import type { SmsAccount } from '../../ovh/model.generated';
import type { EventName } from '../../triggers/events';
import type { CallKind } from './address';

/** A place on an account that holds an address. */
export interface Slot {
	event: EventName;
	kind: CallKind;
	/** How the place is called in an error. */
	name: string;
	/** What stands there; null for nothing. */
	read: (account: SmsAccount) => string | null;
	/** The fields of the account to change so that an address, or nothing, stands there. */
	write: (account: SmsAccount, address: string | null) => Partial<SmsAccount>;
}

type Reply = SmsAccount['smsResponse'];

/** A way of answering replies that is not an address of its own, such as `text:`. */
export const OTHER_WAY = /^(\w+):(?!\/\/)(.*)$/s;

export const SLOTS: Slot[] = [
	{
		event: 'deliveryReport',
		kind: 'state',
		name: 'delivery reports',
		read: ({ callBack }) => callBack || null,
		write: (_, address) => ({ callBack: address }),
	},
	{
		event: 'messageReceived',
		kind: 'reply',
		name: 'replies',
		read: ({ smsResponse }) => replyWay(smsResponse),
		write: ({ smsResponse }, address) => ({ smsResponse: { ...smsResponse, ...asReply(address) } }),
	},
	{
		event: 'optOut',
		kind: 'stop',
		name: 'opt-outs',
		read: ({ stopCallBack }) => stopCallBack || null,
		write: (_, address) => ({ stopCallBack: address }),
	},
];

/** Whether a place may be taken without asking: nothing is called, and nothing is answered. */
export function isFree(present: string | null): boolean {
	return present === null || present.startsWith('none:');
}

/** An address; or, where replies are not passed on to one, how they are answered and an idle address. */
function replyWay({ responseType, cgiUrl }: Pick<Reply, 'responseType' | 'cgiUrl'>): string | null {
	if (responseType === 'cgi') return cgiUrl || null;
	return responseType === 'none' && !cgiUrl ? null : `${responseType}:${cgiUrl ?? ''}`;
}

/** @param way '' clears an address that null does not clear */
function asReply(way: string | null): Pick<Reply, 'responseType' | 'cgiUrl'> {
	if (!way) return { responseType: 'none', cgiUrl: way };
	const [, responseType, cgiUrl] = OTHER_WAY.exec(way) ?? [];
	if (!responseType) return { responseType: 'cgi', cgiUrl: way };
	return { responseType: responseType as Reply['responseType'], cgiUrl: cgiUrl || null };
}
