import type { Document, Tag } from '../state/documents';
import { applyChanges } from './changes';
import { found, type Context, type Handlers } from './context';

export const documentHandlers: Handlers = {
	'GET /me/document': ({ state }) => state.documents.ids(),
	'POST /me/document': (context) => {
		const { name, tags } = context.body as { name: string; tags?: Tag[] };
		return documentObject(context, context.state.documents.create(name, tags));
	},
	// Browsers need it before they upload; the sandbox's storage asks for nothing.
	'POST /me/document/cors': () => undefined,
	'GET /me/document/{id}': (context) => documentObject(context, documentOf(context)),
	'PUT /me/document/{id}': (context) =>
		applyChanges('nichandle.document.Document', documentOf(context), context.body),
	'DELETE /me/document/{id}': (context) => context.state.documents.remove(documentOf(context).id),
};

function documentOf({ state, params: { id } }: Context): Document {
	return found(state.documents.find(id), 'id', id);
}

/** Model `nichandle.document.Document`. */
function documentObject({ state: { storage } }: Context, document: Document) {
	const { id } = document;
	return {
		...document,
		getUrl: storage.getUrl(id),
		putUrl: storage.putUrl(id),
		size: storage.size(id),
	};
}
