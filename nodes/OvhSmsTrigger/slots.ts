import type { EventName } from '../../triggers/events';
import type { SmsAccount } from '../../ovh/model.generated';
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
const OTHER_WAY = /^(\w+):(?!\/\/)(.*)$/s;

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

function asReply(way: string | null): Pick<Reply, 'responseType' | 'cgiUrl'> {
	if (way === null) return { responseType: 'none', cgiUrl: null };
	const [, responseType, cgiUrl] = OTHER_WAY.exec(way) ?? [];
	if (!responseType) return { responseType: 'cgi', cgiUrl: way };
	return { responseType: responseType as Reply['responseType'], cgiUrl: cgiUrl || null };
}

/** Whose a place is, without any secret of its address. */
export function ownerOf(present: string): string {
	if (OTHER_WAY.test(present)) return 'the account answers replies with a text of its own';
	try {
		const { origin, pathname } = new URL(present);
		const ofTrigger = /^(.*\/ovh-sms-[\w-]+)\//.exec(pathname)?.[1];
		return ofTrigger
			? `an OVHcloud SMS Trigger of n8n at ${origin}${ofTrigger}`
			: `the address ${origin}${pathname}`;
	} catch {
		return 'an address that is no URL';
	}
}
