import { newAccountState, type AccountState } from './account';
import { Documents } from './documents';
import { LookUps } from './lookUps';
import { Messages, type NewSms } from './messages';
import { destinationOf, readReceiver, roundCredits } from './numbers';
import { addContact, newPhonebook, type NewContact } from './phonebooks';
import type { Pace } from './progress';
import { usualQuirks } from './quirks';
import type { Row } from './receiverLists';
import { Services } from './services';
import { Storage } from './storage';
import { measureText } from './text';
import { ovhDatetime } from './time';
import type {
	AcceptedSms,
	Account,
	BlacklistEntry,
	Incoming,
	Sender,
	SenderAvailable,
	Template,
	VirtualNumber,
} from './types';
import { countQuotas, hasQuota, newUser } from './users';

export interface NewIncoming {
	account: string;
	sender: string;
	message: string;
	tag?: string;
	virtualNumber?: string;
	/** Login of the API user whose message is answered. */
	user?: string;
}

const FIRST_INCOMING_ID = 1045001;

/** All that the sandbox knows. Plain data: tests and demos may read and change it. */
export class State {
	/** By service name, e.g. `sms-xx12345-1`. */
	readonly accounts = new Map<string, AccountState>();
	readonly messages: Messages;
	readonly lookUps = new LookUps();
	readonly services: Services;
	readonly storage: Storage;
	readonly documents: Documents;
	readonly quirks = usualQuirks();
	/** Told of each reply, and of each number that is put on a blacklist. */
	onReceived?: (account: string, incoming: AccountState['incoming'][number]) => void;
	onOptOut?: (account: string, entry: BlacklistEntry) => void;
	private nextIncomingId = FIRST_INCOMING_ID;

	/**
	 * @param now milliseconds, the clock that deliveries follow
	 * @param serverNow milliseconds, the clock that the server shows (a set clock offset included)
	 */
	constructor(
		now: () => number,
		readonly serverNow: () => number,
		private readonly pace: Pace,
	) {
		this.messages = new Messages(now, serverNow, pace);
		this.services = new Services(serverNow);
		this.storage = new Storage(now, serverNow);
		this.documents = new Documents(this.storage, serverNow);
	}

	addAccount(details: Account): AccountState {
		const account = newAccountState(details);
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

	/** A name or number that OVHcloud knows to be the customer's, and validates with a code. */
	addAvailableSender(serviceName: string, available: SenderAvailable): void {
		this.account(serviceName).sendersAvailable.push(available);
	}

	/**
	 * It stands among the senders, too (ovh/manager, modules/sms, which leaves it out of its list; read
	 * in November 2026).
	 */
	addVirtualNumber(serviceName: string, number: VirtualNumber): void {
		this.account(serviceName).virtualNumbers.set(number.number, number);
		this.addSender(serviceName, { sender: number.number, type: 'virtual', referer: 'virtual' });
	}

	/** Fills a slot of an account with receivers; every row needs its `number`. */
	addReceiverList(serviceName: string, slotId: number, description: string, rows: Row[]): void {
		this.account(serviceName).receiverLists.set(slotId, {
			slotId,
			description,
			datetime: ovhDatetime(this.serverNow()),
			autoUpdate: false,
			csvUrl: null,
			table: { columns: Object.keys(rows[0] ?? { number: '' }), rows },
			cleaned: null,
		});
	}

	addTemplate(
		serviceName: string,
		template: Partial<Template> & Pick<Template, 'name' | 'message'>,
	): void {
		this.account(serviceName).templates.set(template.name, {
			activity: 'transactional',
			comment: '',
			datetime: ovhDatetime(this.serverNow()),
			description: '',
			status: 'enable',
			...template,
		});
	}

	addPhonebook(serviceName: string, bookKey: string, name: string, contacts: NewContact[]): void {
		const book = newPhonebook(bookKey, name);
		for (const contact of contacts) addContact(book, contact);
		this.account(serviceName).phonebooks.set(bookKey, book);
	}

	addUser(serviceName: string, login: string, password: string): void {
		this.account(serviceName).users.set(login, newUser(login, password));
	}

	/**
	 * Puts a message into an account's history as if it was sent: it has been through the queue. A loop
	 * may add thousands.
	 */
	addSent(serviceName: string, sms: Partial<NewSms> = {}): AcceptedSms {
		const { name } = this.account(serviceName).details;
		const receiver = sms.receiver ?? '+33612345678';
		const message = sms.message ?? 'Hello';
		const noStopClause = sms.marketing !== true;
		const { parts, characters } = measureText(message, noStopClause);
		const { country, credits } = destinationOf(receiver);
		return this.messages.accept({
			sender: 'BOUTIQUE',
			tag: 'history',
			virtualNumber: null,
			marketing: false,
			differedPeriod: 0,
			country,
			credits: roundCredits(credits * parts),
			parts,
			characters,
			heldBackMs: -this.pace.sendingDelayMs,
			...sms,
			account: name,
			message,
			receiver,
		});
	}

	/** Puts a number on an account's blacklist, as a reply with STOP does. */
	addToBlacklist(serviceName: string, receiver: string, smsOutgoingID: number | null = null): void {
		const number = readReceiver(receiver) ?? receiver;
		const dateCreation = ovhDatetime(this.serverNow());
		const sms = smsOutgoingID === null ? undefined : this.messages.withId(smsOutgoingID);
		const entry = { batchID: sms?.batchID ?? null, dateCreation, number, smsOutgoingID };
		this.account(serviceName).blacklist.set(number, entry);
		this.onOptOut?.(serviceName, entry);
	}

	/** A reply comes in. One with STOP puts its number on the blacklist, too. */
	receive(incoming: NewIncoming): Incoming {
		const { account, virtualNumber = null, user = null, tag = '', ...rest } = incoming;
		const received = {
			...rest,
			tag,
			virtualNumber,
			user,
			id: this.nextIncomingId++,
			credits: 0,
			creationDatetime: ovhDatetime(this.serverNow()),
		};
		this.account(account).incoming.push(received);
		this.onReceived?.(account, received);
		if (/^\s*stop\b/i.test(received.message)) {
			this.addToBlacklist(
				account,
				received.sender,
				this.messages.sentTo(received.sender).at(-1)?.id,
			);
		}
		return received;
	}

	/** Adds (or, with a negative number, removes) credits: a user's with a quota, or the account's. */
	addCredits(serviceName: string, credits: number, login: string | null = null): void {
		const account = this.account(serviceName);
		const user = login === null ? undefined : account.users.get(login);
		if (user && hasQuota(user)) {
			const quota = user.details.quotaInformations;
			quota.quotaLeft = roundCredits(quota.quotaLeft + credits);
			countQuotas(account);
		} else {
			account.details.creditsLeft = roundCredits(account.details.creditsLeft + credits);
		}
	}

	/** What an account, or one of its users, may spend. */
	creditsOf(serviceName: string, login: string | null = null): number {
		const account = this.account(serviceName);
		const user = login === null ? undefined : account.users.get(login);
		return user && hasQuota(user)
			? user.details.quotaInformations.quotaLeft
			: account.details.creditsLeft;
	}

	private account(serviceName: string): AccountState {
		const account = this.accounts.get(serviceName);
		if (!account) throw new Error(`The sandbox has no account ${serviceName}`);
		return account;
	}
}
