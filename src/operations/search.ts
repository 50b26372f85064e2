import {
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
	NodeOperationError,
} from 'n8n-workflow';

import { isId } from '../ovh/answers';
import type { OvhClient } from '../ovh/client';
import { onlyAccount } from './account';
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

/** Why there is nothing to choose from, and what to do about it. */
interface Emptiness {
	what: string;
	advice: string;
}

/** The same for a list, of all of its objects where that depends on those that cannot be picked. */
export type EmptyList = Emptiness | ((objects: Fields[]) => Emptiness);

/** What the list behind a resource locator shows. */
interface Picker extends ObjectList {
	label: (object: Fields) => string;
	empty: EmptyList;
	/** A parameter, beside the account, that the list depends on. */
	needs?: { parameter: string; displayName: string };
	/** Which objects can be picked; all by default. */
	offers?: (object: Fields) => boolean;
	/** What can be picked beside the objects. */
	first?: INodeListSearchItems[];
}

/** Entries a page: one request reads as many. */
const PAGE = 50;

/**
 * A list search that shows a picker's objects whose label contains the filter text, page by page. The
 * editor shows a failure with what to do, and an empty list without a word: so that is a failure, too.
 */
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
	const { client } = await connect(context);
	const path = await pathOf(context, picker, account, client);
	const seen: Fields[] = [];
	const matches = (objects: Fields[]): INodeListSearchItems[] => {
		seen.push(...objects);
		return matching(picker, objects, filter);
	};
	if (!picker.object) {
		const results = matches(await readObjects(client, picker, path));
		return { results: orEmpty(context, picker, results, filter, seen) };
	}
	const ids = inOrder(await readIds(client, picker, path));
	const results = start === 0 ? named(picker.first ?? [], filter) : [];
	let next = start;
	// The editor asks for a further page by itself only where nothing is filtered.
	do {
		results.push(...matches(await readEach(client, picker, path, ids.slice(next, next + PAGE))));
		next += PAGE;
	} while (results.length === 0 && next < ids.length);
	if (start === 0) orEmpty(context, picker, results, filter, seen);
	return { results, ...(next < ids.length && { paginationToken: String(next) }) };
}

/** @throws NodeOperationError where there is nothing to choose from; a filter may well find nothing */
function orEmpty(
	context: ILoadOptionsFunctions,
	{ empty }: Picker,
	results: INodeListSearchItems[],
	filter: string,
	seen: Fields[],
): INodeListSearchItems[] {
	if (results.length > 0 || filter.trim() !== '') return results;
	const { what, advice } = typeof empty === 'function' ? empty(seen) : empty;
	// The editor shows the message only.
	throw new NodeOperationError(context.getNode(), `${what}. ${advice}`);
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
async function pathOf(
	context: ILoadOptionsFunctions,
	{ ids, needs }: Picker,
	account: string,
	client: OvhClient,
): Promise<Record<string, string>> {
	if (!ids.includes('{serviceName}')) return {};
	const serviceName = account || (await onlyAccount(client));
	if (!needs) return { serviceName };
	const { parameter, displayName } = needs;
	const value = chosen(context, parameter);
	if (!value) throw new InputError(displayName, 'is empty', `Choose the ${displayName} first.`);
	return { serviceName, [parameter]: value };
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
	if (error instanceof InputError) {
		// Not of an item: nothing runs.
		return new NodeOperationError(context.getNode(), `${error.message}. ${error.advice}`);
	}
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
