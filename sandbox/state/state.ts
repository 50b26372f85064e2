import { Messages } from './messages';
import { readReceiver, roundCredits } from './numbers';
import type { Pace } from './progress';
import { ovhDatetime } from './time';
import type { Account, BlacklistEntry, Incoming, Sender, VirtualNumber } from './types';

/** An SMS account with all that belongs to it. */
export interface AccountState {
	details: Account;
	senders: Map<string, Sender>;
	virtualNumbers: Map<string, VirtualNumber>;
	/** By number, with `+`. */
	blacklist: Map<string, BlacklistEntry>;
	incoming: Array<Incoming & { virtualNumber: string | null }>;
}

export interface NewIncoming {
	account: string;
	sender: string;
	message: string;
	tag?: string;
	virtualNumber?: string;
}

const FIRST_INCOMING_ID = 1045001;

/** All that the sandbox knows. Plain data: tests and demos may read and change it. */
export class State {
	/** By service name, e.g. `sms-xx12345-1`. */
	readonly accounts = new Map<string, AccountState>();
	readonly messages: Messages;
	private nextIncomingId = FIRST_INCOMING_ID;

	/**
	 * @param now milliseconds, the clock that deliveries follow
	 * @param serverNow milliseconds, the clock that the server shows (a set clock offset included)
	 */
	constructor(
		now: () => number,
		readonly serverNow: () => number,
		pace: Pace,
	) {
		this.messages = new Messages(now, serverNow, pace);
	}

	addAccount(details: Account): AccountState {
		const account: AccountState = {
			details,
			senders: new Map(),
			virtualNumbers: new Map(),
			blacklist: new Map(),
			incoming: [],
		};
		this.accounts.set(details.name, account);
		return account;
	}

	addSender(serviceName: string, sender: Partial<Sender> & Pick<Sender, 'sender'>): void {
		this.account(serviceName).senders.set(sender.sender, {
			comment: null,
			description: '',
			referer: 'custom',
			status: 'enable',
			type: /^\+?\d+$/.test(sender.sender) ? 'numeric' : 'alpha',
			validationMedia: null,
			...sender,
		});
	}

	addVirtualNumber(serviceName: string, number: VirtualNumber): void {
		this.account(serviceName).virtualNumbers.set(number.number, number);
	}

	/** Puts a number on an account's blacklist, as a reply with STOP does. */
	addToBlacklist(serviceName: string, receiver: string, smsOutgoingID: number | null = null): void {
		const number = readReceiver(receiver) ?? receiver;
		const dateCreation = ovhDatetime(this.serverNow());
		const entry = { batchID: null, dateCreation, number, smsOutgoingID };
		this.account(serviceName).blacklist.set(number, entry);
	}

	/** A reply comes in. */
	receive(incoming: NewIncoming): Incoming {
		const { account, virtualNumber = null, tag = '', ...rest } = incoming;
		const received = {
			...rest,
			tag,
			virtualNumber,
			id: this.nextIncomingId++,
			credits: 0,
			creationDatetime: ovhDatetime(this.serverNow()),
		};
		this.account(account).incoming.push(received);
		return received;
	}

	/** Adds (or, with a negative number, removes) credits. */
	addCredits(serviceName: string, credits: number): void {
		const { details } = this.account(serviceName);
		details.creditsLeft = roundCredits(details.creditsLeft + credits);
	}

	private account(serviceName: string): AccountState {
		const account = this.accounts.get(serviceName);
		if (!account) throw new Error(`The sandbox has no account ${serviceName}`);
		return account;
	}
}
