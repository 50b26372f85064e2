import { accountHandlers } from './accounts';
import { batchHandlers } from './batches';
import { blacklistHandlers } from './blacklists';
import type { Handlers } from './context';
import { chatHandlers } from './chat';
import { credentialHandlers } from './credentials';
import { documentHandlers } from './documents';
import { historyHandlers } from './history';
import { hlrHandlers } from './hlr';
import { incomingHandlers } from './incoming';
import { jobHandlers } from './jobs';
import { lookupHandlers } from './lookups';

import { offerHandlers } from './offers';
import { phonebookHandlers } from './phonebooks';
import { serviceHandlers } from './services';
import { smppHandlers } from './smpp';
import { templateHandlers } from './templates';
import { transferHandlers } from './transfer';
import { userHandlers } from './users';
import { outgoingHandlers } from './outgoing';
import { receiverListHandlers } from './receiverLists';
import { senderDocumentHandlers } from './senderDocuments';
import { senderHandlers } from './senders';
import { taskHandlers } from './tasks';
import { virtualNumberHandlers } from './virtualNumbers';

/** Every behaviour the sandbox has: one for each route of the schema. */
export const handlers: Handlers = {
	...credentialHandlers,
	...documentHandlers,
	...accountHandlers,
	...jobHandlers,
	...outgoingHandlers,
	...incomingHandlers,
	...senderHandlers,
	...senderDocumentHandlers,
	...batchHandlers,
	...historyHandlers,
	...receiverListHandlers,
	...taskHandlers,
	...hlrHandlers,
	...phonebookHandlers,
	...templateHandlers,
	...userHandlers,
	...transferHandlers,
	...offerHandlers,
	...serviceHandlers,
	...smppHandlers,
	...chatHandlers,
	...blacklistHandlers,
	...virtualNumberHandlers,
	...lookupHandlers,
};
