import { randomUUID } from 'node:crypto';
import { ovhDatetime } from '../state/time';
import type { Sender, SenderDocument } from '../state/types';
import { applyChanges } from './changes';
import { ACCOUNT, accountOf, found, type Context, type Handlers } from './context';

const DOCUMENTS = `${ACCOUNT}/senders/{sender}/documents`;

/** Proofs of the right to a sender's name, for the moderation. */
export const senderDocumentHandlers: Handlers = {
	[`GET ${DOCUMENTS}`]: (context) => [...documentsOf(context).keys()],
	[`POST ${DOCUMENTS}`]: (context) => {
		const { name, description = null } = context.body as Pick<SenderDocument, 'name'> &
			Partial<SenderDocument>;
		const document: SenderDocument = {
			createdAt: ovhDatetime(context.state.serverNow()),
			description,
			documentID: randomUUID(),
			name,
		};
		documentsOf(context).set(document.documentID, document);
		return documentObject(context, document);
	},
	[`GET ${DOCUMENTS}/{documentID}`]: (context) => documentObject(context, documentOf(context)),
	[`PUT ${DOCUMENTS}/{documentID}`]: (context) =>
		applyChanges('sms.SenderDocument', documentOf(context), context.body),
};

export function senderOf(context: Context): Sender {
	const { sender } = context.params;
	return found(accountOf(context).senders.get(sender), 'sender', sender);
}

function documentsOf(context: Context): Map<string, SenderDocument> {
	const { sender } = senderOf(context);
	const { senderDocuments } = accountOf(context);
	const known = senderDocuments.get(sender) ?? new Map<string, SenderDocument>();
	senderDocuments.set(sender, known);
	return known;
}

function documentOf(context: Context): SenderDocument {
	const { documentID } = context.params;
	return found(documentsOf(context).get(documentID), 'documentID', documentID);
}

/** Model `sms.SenderDocument`. */
function documentObject({ state: { storage } }: Context, document: SenderDocument) {
	const { documentID } = document;
	return {
		...document,
		getUrl: storage.getUrl(documentID),
		putUrl: storage.putUrl(documentID),
		size: storage.size(documentID),
	};
}
