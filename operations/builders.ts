import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ApiCall, RouteName } from '../ovh/client';
import { InputError } from '../sms/inputError';
import { eachItem, type Operation, type OperationTexts } from './operation';
import { type ObjectList, readObjects } from './objects';
import { ACCOUNT, LIMIT, RETURN_ALL, SIMPLIFY } from './properties';
import type { OperationRun } from './run';

/** Texts that differ from the usual ones of an operation. */
type Texts = Partial<OperationTexts>;

interface ObjectOptions {
	/** "scheduled SMS", as it reads within a sentence. */
	noun: string;
	/** Placeholders of the route and the parameters that fill them, beside the account. */
	ids?: Record<string, INodeProperties>;
	/** Fields that Simplify keeps; without them there is no such switch. */
	simplified?: readonly string[];
}

/** Reads one object: `GET …/{id}`. */
export function get(route: RouteName, options: ObjectOptions & Texts): Operation {
	return {
		value: 'get',
		name: 'Get',
		action: `Get ${options.noun}`,
		description: `Read one ${options.noun}`,
		...texts(options),
		properties: [...pathProperties(route, options), ...simplify(options)],
		run: eachItem(async (run, item) => {
			const call = { route, path: pathValues(run, item, route, options) } as ApiCall;
			return [
				simplified(run, item, options, (await run.client.call(call)) as unknown as IDataObject),
			];
		}),
	};
}

/** Deletes or cancels one object: `DELETE …/{id}`, answered with `{ deleted, id }`. */
export function remove(route: RouteName, options: ObjectOptions & Texts): Operation {
	return {
		value: 'delete',
		name: 'Delete',
		action: `Delete ${options.noun}`,
		description: `Delete one ${options.noun}; this cannot be undone`,
		...texts(options),
		properties: pathProperties(route, options),
		run: eachItem(async (run, item) => {
			const path = pathValues(run, item, route, options);
			await run.client.call({ route, path } as ApiCall);
			const [placeholder] = Object.keys(options.ids ?? {}).slice(-1);
			return [{ deleted: true, id: asId(path[placeholder]) }];
		}),
	};
}

/** Lists whole objects, newest first. */
export function getAll(
	list: ObjectList,
	options: ObjectOptions & { plural: string } & Texts,
): Operation {
	return {
		value: 'getAll',
		name: 'Get Many',
		action: `Get many ${options.plural}`,
		description: `List the ${options.plural}, each with its details`,
		...texts(options),
		properties: [...pathProperties(list.ids, options), RETURN_ALL, LIMIT, ...simplify(options)],
		run: eachItem(async (run, item) => {
			const limit = run.flag('returnAll', item) ? undefined : readLimit(run, item);
			const path = pathValues(run, item, list.ids, options);
			const objects = await readObjects(run.client, list, path, { limit });
			if (objects.some(({ detailsMissing }) => detailsMissing)) {
				run.hint('The token may list but not read the details: see "detailsMissing" in the output');
			}
			return objects.map((object) => simplified(run, item, options, object));
		}),
	};
}

function texts({ value, name, action, description }: Texts): Texts {
	const given = Object.entries({ value, name, action, description });
	return Object.fromEntries(given.filter(([, text]) => text !== undefined));
}

function needsAccount(route: RouteName): boolean {
	return route.includes('/{serviceName}');
}

function pathProperties(route: RouteName, { ids = {} }: ObjectOptions): INodeProperties[] {
	return [...(needsAccount(route) ? [ACCOUNT] : []), ...Object.values(ids)];
}

function pathValues(
	run: OperationRun,
	item: number,
	route: RouteName,
	{ ids = {} }: ObjectOptions,
): Record<string, string> {
	const parameters = { ...(needsAccount(route) && { serviceName: ACCOUNT }), ...ids };
	return Object.fromEntries(
		Object.entries(parameters).map(([placeholder, property]) => [
			placeholder,
			pathValue(run, item, property),
		]),
	);
}

function pathValue(run: OperationRun, item: number, property: INodeProperties): string {
	const value = run.text(property.name, item);
	if (value !== '' && !/^\.{1,2}$/.test(value)) return value;
	throw new InputError(
		property.displayName,
		value ? `cannot be "${value}"` : 'is empty',
		'Choose one from the list, or type its ID. If an expression fills it, check that it has a value for this item.',
	);
}

/** The account of an item. */
export function accountOf(run: OperationRun, item: number): string {
	return pathValue(run, item, ACCOUNT);
}

function readLimit(run: OperationRun, item: number): number {
	const limit = Number(run.parameter('limit', item, 50));
	if (Number.isInteger(limit) && limit > 0) return limit;
	throw new InputError(
		'Limit',
		'must be a whole number above 0',
		'Correct it, or switch on Return All.',
	);
}

function simplify(options: ObjectOptions): INodeProperties[] {
	return options.simplified ? [SIMPLIFY] : [];
}

function simplified(
	run: OperationRun,
	item: number,
	{ simplified: fields }: ObjectOptions,
	object: IDataObject,
): IDataObject {
	if (!fields || !run.flag('simplify', item, true)) return object;
	return Object.fromEntries(
		[...fields, 'detailsMissing']
			.filter((field) => field in object)
			.map((field) => [field, object[field]]),
	);
}

/** Numbers stay numbers: the API's ids are, unless they are names. */
function asId(value: string): string | number {
	return /^\d{1,15}$/.test(value) ? Number(value) : value;
}
