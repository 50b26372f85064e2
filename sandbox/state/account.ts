import type { Batch } from './batches';
import type { LookUp } from './lookUps';
import type { Phonebook } from './phonebooks';
import type { ReceiverList } from './receiverLists';
import type { Task } from './tasks';
import type {
	Account,
	BlacklistEntry,
	ChatAccess,
	Incoming,
	Sender,
	SenderAvailable,
	SenderDocument,
	Template,
	VirtualNumber,
} from './types';
import type { UserState } from './users';

/** An SMS account with all that belongs to it. */
export interface AccountState {
	details: Account;
	senders: Map<string, Sender>;
	/** Proofs for a sender: by its name, then by their id. */
	senderDocuments: Map<string, Map<string, SenderDocument>>;
	sendersAvailable: SenderAvailable[];
	virtualNumbers: Map<string, VirtualNumber>;
	/** By number, with `+`. */
	blacklist: Map<string, BlacklistEntry>;
	incoming: Array<Incoming & { virtualNumber: string | null; user: string | null }>;
	/** By id. */
	batches: Map<string, Batch>;
	/** By slot. */
	receiverLists: Map<number, ReceiverList>;
	tasks: Task[];
	/** By id. */
	lookUps: Map<number, LookUp>;
	/** By key. */
	phonebooks: Map<string, Phonebook>;
	/** By name. */
	templates: Map<string, Template>;
	smpp: { allowedIPs: string[]; passwordRenewals: number };
	/** Web accesses of virtual numbers, by number. */
	chatAccesses: Map<string, ChatAccess>;
	/** API users, by login. */
	users: Map<string, UserState>;
}

/** An account to which nothing belongs yet. */
export function newAccountState(details: Account): AccountState {
	return {
		details,
		senders: new Map(),
		senderDocuments: new Map(),
		sendersAvailable: [],
		virtualNumbers: new Map(),
		blacklist: new Map(),
		incoming: [],
		batches: new Map(),
		receiverLists: new Map(),
		tasks: [],
		lookUps: new Map(),
		phonebooks: new Map(),
		templates: new Map(),
		smpp: { allowedIPs: [], passwordRenewals: 0 },
		chatAccesses: new Map(),
		users: new Map(),
	};
}
