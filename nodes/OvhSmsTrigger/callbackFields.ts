import type { SmsAccount } from '../../src/ovh/model.generated';
import type { EventName } from '../../src/triggers/events';
import type { CallKind } from './address';

/** A place on an account that holds an address. */
export interface Slot {
	event: EventName;
	kind: CallKind;
	/** How the place is called in an error. */
	name: string;
	/** What stands there; null for nothing. */
	read: (account: SmsAccount) => string | null;
	/**
	 * The fields of the account to change so that an address, or nothing, stands there.
	 * @param nothing '' clears an address that null does not clear
	 */
	write: (account: SmsAccount, address: string | null, nothing: null | '') => Partial<SmsAccount>;
}

type Reply = SmsAccount['smsResponse'];

/** A way of answering replies that is not an address of its own, such as `text:`. */
export const OTHER_WAY = /^(\w+):(?!\/\/)(.*)$/s;

export const CALLBACK_FIELDS: Slot[] = [
	{
		event: 'deliveryReport',
		kind: 'state',
		name: 'delivery reports',
		read: ({ callBack }) => textOf(callBack),
		write: (_, address, nothing) => ({ callBack: address ?? nothing }),
	},
	{
		event: 'messageReceived',
		kind: 'reply',
		name: 'replies',
		read: ({ smsResponse }) => replyWay(smsResponse),
		write: ({ smsResponse }, address, nothing) => ({
			smsResponse: { ...smsResponse, ...asReply(address, nothing) },
		}),
	},
	{
		event: 'optOut',
		kind: 'stop',
		name: 'opt-outs',
		read: ({ stopCallBack }) => textOf(stopCallBack),
		write: (_, address, nothing) => ({ stopCallBack: address ?? nothing }),
	},
];

/** Whether a place may be taken without asking: nothing is called, and nothing is answered. */
export function isFree(present: string | null): boolean {
	return present === null || present.startsWith('none:');
}

/** An address; or, where replies are not passed on to one, how they are answered and an idle address. */
function replyWay(reply: Pick<Reply, 'responseType' | 'cgiUrl'>): string | null {
	const { responseType } = reply;
	const cgiUrl = textOf(reply.cgiUrl);
	if (responseType === 'cgi') return cgiUrl;
	return responseType === 'none' && !cgiUrl ? null : `${responseType}:${cgiUrl ?? ''}`;
}

function asReply(way: string | null, nothing: null | ''): Pick<Reply, 'responseType' | 'cgiUrl'> {
	if (way === null) return { responseType: 'none', cgiUrl: nothing };
	const [, responseType, cgiUrl] = OTHER_WAY.exec(way) ?? [];
	if (!responseType) return { responseType: 'cgi', cgiUrl: way };
	return { responseType: responseType as Reply['responseType'], cgiUrl: cgiUrl || nothing };
}

function textOf(value: unknown): string | null {
	return value ? String(value) : null;
}
