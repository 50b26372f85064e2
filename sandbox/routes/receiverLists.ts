import { badRequest, conflict } from '../errors';
import { tableOf, type ReceiverList, type ReceiverTable } from '../state/receiverLists';
import { ovhDatetime } from '../state/time';
import { applyChanges } from './changes';
import { cleanList } from './cleaning';
import {
	ACCOUNT,
	accountOf,
	found,
	under,
	USER,
	userOf,
	type Context,
	type Handlers,
} from './context';
import { fetchReceiverFile, readReceiverFile, writeReceiverFile } from './receiverFile';

/** From OVHcloud's guide and front end: nine lists, whose slot the client chooses. */
const SLOTS = 9;

interface NewList {
	autoUpdate: boolean;
	csvUrl?: string;
	description: string;
	documentId?: string;
	slotId: number;
}

export const receiverListHandlers: Handlers = under([ACCOUNT, USER], {
	'GET /receivers': (context) => [...listsOf(context).keys()],
	'POST /receivers': createList,
	'GET /receivers/{slotId}': (context) => listObject(context, listOf(context)),
	'PUT /receivers/{slotId}': (context) => {
		const list = listOf(context);
		checkAutoUpdate(context.body as Partial<NewList>, list.csvUrl);
		applyChanges('sms.Receiver', list, context.body);
	},
	'DELETE /receivers/{slotId}': (context) => {
		listsOf(context).delete(listOf(context).slotId);
	},
	'POST /receivers/{slotId}/clean': (context) => cleanList(context, listOf(context)),
	// OVHcloud's own front end reads the answer as the file's text, not as an id of a document
	// (ovh/manager, modules/sms, receivers; read in November 2026).
	'GET /receivers/{slotId}/csv': (context) =>
		writeReceiverFile(tableOf(listOf(context), context.settings.now())),
});

/**
 * The content of the list in a slot, as it is used for sending: one with `autoUpdate` is read anew
 * from its address.
 */
export async function tableInSlot(context: Context, slot: string): Promise<ReceiverTable> {
	const list = found(listsOf(context).get(Number(slot)), 'slotId', slot);
	if (list.autoUpdate && list.csvUrl !== null) list.table = await fetchReceiverFile(list.csvUrl);
	return tableOf(list, context.settings.now());
}

function listsOf(context: Context): Map<number, ReceiverList> {
	return context.params.login === undefined
		? accountOf(context).receiverLists
		: userOf(context).receiverLists;
}

function listOf(context: Context): ReceiverList {
	const slotId = Number(context.params.slotId);
	return found(listsOf(context).get(slotId), 'slotId', slotId);
}

async function createList(context: Context) {
	const body = context.body as NewList;
	const { slotId, csvUrl, documentId, description, autoUpdate } = body;
	const lists = listsOf(context);
	if (slotId < 1 || slotId > SLOTS) throw badRequest(`[slotId] A slot is a number from 1 to 9`);
	if (lists.has(slotId)) throw conflict(`The slot ${slotId} is already used`);
	if ((csvUrl === undefined) === (documentId === undefined)) {
		throw badRequest('Give either csvUrl or documentId');
	}
	checkAutoUpdate(body, csvUrl ?? null);
	const table =
		csvUrl === undefined
			? readReceiverFile(documentBytes(context, String(documentId)))
			: await fetchReceiverFile(csvUrl);
	const list: ReceiverList = {
		slotId,
		description,
		datetime: ovhDatetime(context.state.serverNow()),
		autoUpdate,
		csvUrl: csvUrl ?? null,
		table,
		cleaned: null,
	};
	lists.set(slotId, list);
	return listObject(context, list);
}

/** The file is copied: what becomes of the document afterwards does not touch the list. */
export function documentBytes({ state }: Context, id: string): Buffer {
	const document = found(state.documents.find(id), 'documentId', id);
	const bytes = state.storage.read(document.id);
	if (!bytes) throw badRequest(`The document ${id} is empty: upload its file first`);
	return bytes;
}

function checkAutoUpdate({ autoUpdate }: Partial<NewList>, csvUrl: string | null): void {
	if (autoUpdate === true && csvUrl === null) {
		throw badRequest('[autoUpdate] It works only with csvUrl');
	}
}

/** Model `sms.Receiver`. */
function listObject({ settings }: Context, list: ReceiverList) {
	return {
		autoUpdate: list.autoUpdate,
		canAutoUpdate: list.csvUrl !== null,
		datetime: list.datetime,
		description: list.description,
		records: tableOf(list, settings.now()).rows.length,
		slotId: list.slotId,
	};
}
