import { accountHandlers } from './accounts';
import { batchHandlers } from './batches';
import { blacklistHandlers } from './blacklists';
import type { Handlers } from './context';
import { credentialHandlers } from './credentials';
import { documentHandlers } from './documents';
import { historyHandlers } from './history';
import { incomingHandlers } from './incoming';
import { jobHandlers } from './jobs';
import { lookupHandlers } from './lookups';
import { outgoingHandlers } from './outgoing';
import { receiverListHandlers } from './receiverLists';
import { senderHandlers } from './senders';
import { taskHandlers } from './tasks';
import { virtualNumberHandlers } from './virtualNumbers';

/** Every behaviour the sandbox has. A route of the schema that is missing here answers 501. */
export const handlers: Handlers = {
	...credentialHandlers,
	...documentHandlers,
	...accountHandlers,
	...jobHandlers,
	...outgoingHandlers,
	...incomingHandlers,
	...senderHandlers,
	...batchHandlers,
	...historyHandlers,
	...receiverListHandlers,
	...taskHandlers,
	...blacklistHandlers,
	...virtualNumberHandlers,
	...lookupHandlers,
};
