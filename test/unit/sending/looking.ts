import type { Accepted } from '../../../src/sending/api';
import { Lists } from '../../../src/sending/lists';
import { Looks } from '../../../src/sending/looks';
import { LostRequests } from '../../../src/sending/lost';
import { OnceKeys } from '../../../src/sending/onceKeys';
import { type Register, registerOf } from '../../../src/sending/register';
import type { From, Message } from '../../../src/sending/sendRequest';
import { AHEAD_SECONDS, type FakeAccount, LOCAL_NOW, LOST } from './fakeAccount';
import { ANNA, BEN, requestTo } from './sendRequests';

export const TAG = 'n8n-0123456789abcdef';
/** When the message that is looked for was sent, by OVHcloud's clock. */
export const SINCE = LOCAL_NOW / 1000 + AHEAD_SECONDS;

/** What is looked for: a lost message to two people, or who of them has one with a once key. */
export interface Sought {
	account?: string;
	/** Of the lost message. */
	tag?: string;
	/** Whether the user chose the tag. */
	isOwn?: boolean;
	onceKey?: string;
	since?: number;
	message?: Partial<Message>;
	/** Ids of messages that this process sent with another tag. */
	claimed?: number[];
}

/** Looks at an account as one run of the node does. */
export class Looker {
	private readonly register: Register;
	private readonly keys: OnceKeys;
	private readonly lost: LostRequests;

	constructor(account: FakeAccount) {
		this.register = registerOf(account.origin);
		const lists = new Lists(account, this.register);
		this.keys = new OnceKeys(lists, this.register, new Looks());
		this.lost = new LostRequests(account, lists, this.register, new Looks());
	}

	/** What one look shows, by receiver. */
	async look(sought: Sought = {}) {
		const { account = 'sms-ab12345-1', onceKey, isOwn, since = SINCE, claimed = [] } = sought;
		const tag = onceKey ?? sought.tag ?? (isOwn ? 'promo' : TAG);
		for (const id of claimed) this.register.claim(account, id, 'another');
		const options = onceKey || isOwn ? { tag } : {};
		const request = { ...requestTo([ANNA, BEN], { options, ...sought.message }), account };
		if (onceKey) {
			const uses = await this.keys.usesOf({ ...request, once: true }, tag);
			return { ...uses, unread: [] };
		}
		const facts = { ...LOST, method: 'POST', route: '', path: '' } as never;
		const open = { request, tag, since: LOCAL_NOW, last: LOCAL_NOW, facts };
		const { accepted, unread } = await this.lost.look(open, new Set([ANNA, BEN]), since);
		const byReceiver = accepted.map((one): [string, Accepted] => [one.receiver, one]);
		return { accepted: new Map(byReceiver), doubtful: new Map<string, Error>(), unread };
	}

	/** Ids that were found, by receiver. */
	async ids(sought?: Sought): Promise<Record<string, number | undefined>> {
		const { accepted } = await this.look(sought);
		return Object.fromEntries([...accepted.values()].map(({ receiver, id }) => [receiver, id]));
	}
}

/** Sent through a virtual number. */
export function through(virtualNumber: string): { from: From } {
	return { from: { senderType: 'virtualNumber', virtualNumber } };
}
