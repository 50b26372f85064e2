import {
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	NodeOperationError,
} from 'n8n-workflow';

import { type NodeFailure, toNodeError } from '../../operations/errors';
import { inOrder, type ObjectList, readEach, readIds } from '../../operations/objects';
import { connect } from '../../operations/run';
import { InputError } from '../../sms/inputError';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** An object of the API, or its id alone where the token may not read it. */
type Fields = Record<string, unknown>;

/** What the list behind a resource locator shows. */
interface Picker extends ObjectList {
	label: (object: Fields) => string;
	/** Which objects can be picked; all by default. */
	offers?: (object: Fields) => boolean;
}

/** Entries a page: each of them costs a request. */
const PAGE = 50;

/** A list search that shows a picker's objects whose label contains the filter text, page by page. */
function search(picker: Picker): Search {
	return async function (filter = '', paginationToken = '0') {
		const account = chosenAccount(this);
		try {
			return await page(this, picker, account, filter, Number(paginationToken));
		} catch (error) {
			throw await listFailure(this, error, account);
		}
	};
}

async function page(
	context: ILoadOptionsFunctions,
	picker: Picker,
	account: string,
	filter: string,
	start: number,
): Promise<INodeListSearchResult> {
	const needsAccount = picker.ids.includes('{serviceName}');
	if (needsAccount && !account) {
		throw new InputError('SMS Account', 'is empty', 'Choose the SMS account first.');
	}
	const { client } = await connect(context);
	const path = needsAccount ? { serviceName: account } : {};
	const ids = inOrder(await readIds(client, picker, path));
	const results: INodeListSearchItems[] = [];
	let next = start;
	// The editor asks for a further page by itself only where nothing is filtered.
	do {
		const objects = await readEach(client, picker, path, ids.slice(next, next + PAGE));
		results.push(...matching(picker, objects, filter));
		next += PAGE;
	} while (results.length === 0 && next < ids.length);
	return { results, ...(next < ids.length && { paginationToken: String(next) }) };
}

function matching(picker: Picker, objects: Fields[], filter: string): INodeListSearchItems[] {
	const words = filter.trim().toLowerCase();
	return objects
		.filter((object) => 'detailsMissing' in object || (picker.offers?.(object) ?? true))
		.map((object) => entry(picker, object))
		.filter(({ name }) => name.toLowerCase().includes(words));
}

function entry(picker: Picker, object: Fields): INodeListSearchItems {
	const value = String(object[picker.idField ?? picker.placeholder]);
	return { value, name: 'detailsMissing' in object ? value : picker.label(object) };
}

function chosenAccount(context: ILoadOptionsFunctions): string {
	const account = context.getCurrentNodeParameter('account', { extractValue: true });
	return typeof account === 'string' ? account.trim() : '';
}

/** Says why the list is empty: an empty list and a refused one must not look the same. */
async function listFailure(
	context: ILoadOptionsFunctions,
	error: unknown,
	account: string,
): Promise<NodeFailure> {
	if (error instanceof NodeOperationError) return error;
	const { endpoint, secrets } = await connect(context);
	const failure = toNodeError(error, {
		node: context.getNode(),
		itemIndex: 0,
		endpoint,
		secrets,
		...(account && { account }),
	});
	// First, since the editor shows only some lines.
	failure.description = ['Choose "By ID" to type it.', failure.description].join(' ').trim();
	return failure;
}

/** The lists behind the node's resource locators. */
export const listSearch = {
	searchAccounts: search({
		ids: 'GET /sms',
		object: 'GET /sms/{serviceName}',
		placeholder: 'serviceName',
		idField: 'name',
		label: ({ name, description, creditsLeft }) =>
			`${[name, description].filter(Boolean).join(' · ')} (${creditsLeft} credits)`,
	}),
	searchSenders: search({
		ids: 'GET /sms/{serviceName}/senders',
		object: 'GET /sms/{serviceName}/senders/{sender}',
		placeholder: 'sender',
		offers: ({ status }) => status === 'enable',
		label: ({ sender, status, type }) => `${sender} (${[type, status].filter(Boolean).join(', ')})`,
	}),
	searchVirtualNumbers: search({
		ids: 'GET /sms/{serviceName}/virtualNumbers',
		object: 'GET /sms/{serviceName}/virtualNumbers/{number}',
		placeholder: 'number',
		label: ({ number }) => String(number),
	}),
	searchJobs: search({
		ids: 'GET /sms/{serviceName}/jobs',
		object: 'GET /sms/{serviceName}/jobs/{id}',
		placeholder: 'id',
		label: ({ id, receiver, message }) => `${receiver}: ${String(message).slice(0, 40)} (${id})`,
	}),
};
