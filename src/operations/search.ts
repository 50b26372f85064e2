import {
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	NodeOperationError,
} from 'n8n-workflow';

import { isId } from '../ovh/answers';
import { type NodeFailure, toNodeError } from '../n8n/errors';
import { inOrder, type ObjectList, readEach, readIds, readObjects } from '../ovh/objects';
import { connect } from '../n8n/connection';
import { InputError } from '../sms/inputError';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** An object of the API, or its id alone where the token may not read it. */
export type Fields = Record<string, unknown>;

/** What the list behind a resource locator shows. */
interface Picker extends ObjectList {
	label: (object: Fields) => string;
	/** A parameter, beside the account, that the list depends on. */
	needs?: { parameter: string; displayName: string };
	/** Which objects can be picked; all by default. */
	offers?: (object: Fields) => boolean;
	/** What can be picked beside the objects. */
	first?: INodeListSearchItems[];
}

/** Entries a page: one request reads as many. */
const PAGE = 50;

/** A list search that shows a picker's objects whose label contains the filter text, page by page. */
export function search(picker: Picker): Search {
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
	const path = pathOf(context, picker, account);
	const { client } = await connect(context);
	if (!picker.object) {
		return { results: matching(picker, await readObjects(client, picker, path), filter) };
	}
	const ids = inOrder(await readIds(client, picker, path));
	const results = start === 0 ? named(picker.first ?? [], filter) : [];
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
	const entries = objects
		.filter((object) => isId(idOf(picker, object)))
		.filter((object) => 'detailsMissing' in object || (picker.offers?.(object) ?? true))
		.map((object) => entry(picker, object));
	return named(entries, filter);
}

function named(entries: INodeListSearchItems[], filter: string): INodeListSearchItems[] {
	const words = filter.trim().toLowerCase();
	return entries.filter(({ name }) => name.toLowerCase().includes(words));
}

function entry(picker: Picker, object: Fields): INodeListSearchItems {
	const value = String(idOf(picker, object));
	return { value, name: 'detailsMissing' in object ? value : picker.label(object) };
}

function idOf({ idField, placeholder }: Picker, object: Fields): unknown {
	return object[idField ?? placeholder];
}

/** What the list is asked for with: the values that the user has chosen already. */
function pathOf(
	context: ILoadOptionsFunctions,
	{ ids, needs }: Picker,
	account: string,
): Record<string, string> {
	if (!ids.includes('{serviceName}')) return {};
	if (!account) throw new InputError('SMS Account', 'is empty', 'Choose the SMS account first.');
	if (!needs) return { serviceName: account };
	const { parameter, displayName } = needs;
	const value = chosen(context, parameter);
	if (!value) throw new InputError(displayName, 'is empty', `Choose the ${displayName} first.`);
	return { serviceName: account, [parameter]: value };
}

function chosenAccount(context: ILoadOptionsFunctions): string {
	return chosen(context, 'account');
}

function chosen(context: ILoadOptionsFunctions, parameter: string): string {
	const value = context.getCurrentNodeParameter(parameter, { extractValue: true });
	return typeof value === 'string' ? value.trim() : '';
}

/** Says why the list is empty: an empty list and a refused one must not look the same. */
async function listFailure(
	context: ILoadOptionsFunctions,
	error: unknown,
	account: string,
): Promise<NodeFailure> {
	if (error instanceof NodeOperationError) return error;
	const { errors } = await connect(context);
	const failure = toNodeError(error, {
		node: context.getNode(),
		itemIndex: 0,
		...errors,
		...(account && { account }),
	});
	// First, since the editor shows only some lines.
	failure.description = ['Choose "By ID" to type it.', failure.description].join(' ').trim();
	return failure;
}
