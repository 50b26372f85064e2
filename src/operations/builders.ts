import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { expectObject } from '../ovh/answers';
import { placeholderOf } from '../ovh/multiGet';
import type { ApiCall, RouteName } from '../ovh/call';
import { isGiven } from '../sms/given';
import { InputError } from '../sms/inputError';
import { collection } from './fields';
import { countObjects, type ObjectList, readObjects } from '../ovh/objects';
import { forModel } from './forModel';
import { eachItem, eachItemAtOnce, type Operation } from './operation';
import { pathProperties, pathValues } from './path';
import { LIMIT, RETURN_ALL } from './properties';
import type { OperationRun } from './run';
import { type ObjectOptions, objectOutput, toOutput, simplifyProperty, textsOf } from './output';
import { optionalValues, requiredValues } from './values';

/** Reads one object: `GET …/{id}`. */
export function get(
	route: RouteName,
	options: ObjectOptions & {
		/** Query parameters that the route needs, and those that may be left out. */
		query?: INodeProperties[];
		options?: INodeProperties[];
		/** Options that are not for the API. */
		settings?: INodeProperties[];
		/** What to do instead of reading once. */
		around?: (
			run: OperationRun,
			item: number,
			read: () => Promise<IDataObject[]>,
		) => Promise<IDataObject[]>;
	},
): Operation {
	const { query = [], options: more = [], settings = [], around } = options;
	return {
		value: 'get',
		name: 'Get',
		action: `Get ${options.noun}`,
		description: `Read one ${options.noun}`,
		...textsOf(options),
		routes: [route, ...(options.adds?.routes ?? [])],
		output: objectOutput(route, options),
		properties: [
			...pathProperties(route, options),
			...query,
			...(more.length + settings.length
				? [collection('options', 'Options', [...more, ...settings], 'Add option')]
				: []),
			...simplifyProperty(options),
		],
		run: eachItemAtOnce(async (run, item) => {
			const path = pathValues(run, item, route, options);
			const call = {
				route,
				path,
				query: {
					...requiredValues(run, item, query),
					...optionalValues(run, item, 'options', more),
				},
			} as ApiCall;
			const read = async (): Promise<IDataObject[]> => {
				const answer: unknown = await run.client.read(call);
				const object = expectObject(call, answer as IDataObject);
				return await toOutput(run, item, options, [object], path);
			};
			return around ? await around(run, item, read) : await read();
		}),
	};
}

/** Deletes or cancels one object: `DELETE …/{id}`, answered with `{ deleted, id }`. */
export function remove(
	route: RouteName,
	options: ObjectOptions & {
		afterwards?: (run: OperationRun, path: Record<string, string>) => void;
	},
): Operation {
	return {
		value: 'delete',
		name: 'Delete',
		action: `Delete ${options.noun}`,
		description: `Delete one ${options.noun}; this cannot be undone`,
		...textsOf(options),
		routes: [route],
		output: { more: { deleted: 'boolean', id: ['string', 'integer'] } },
		properties: pathProperties(route, options),
		run: eachItem(async (run, item) => {
			const path = pathValues(run, item, route, options);
			await run.change(item, { route, path } as ApiCall, true);
			options.afterwards?.(run, path);
			return [{ deleted: true, id: asId(path[placeholderOf(route)] ?? '') }];
		}),
	};
}

/** Lists whole objects, newest first. */
export function getAll(
	list: ObjectList,
	options: ObjectOptions & {
		plural: string;
		/** Query parameters that the list needs, and those that may be left out. */
		query?: INodeProperties[];
		filters?: INodeProperties[];
		/** Filters of a query that the API has no value for: they leave it, and the objects are looked at. */
		split?: (query: IDataObject) => {
			query: IDataObject;
			passes?: (object: IDataObject) => boolean;
		};
	},
): Operation {
	const { query = [], filters = [], split = (all: IDataObject) => ({ query: all }) } = options;
	return {
		value: 'getAll',
		name: 'Get Many',
		action: `Get many ${options.plural}`,
		description: `List the ${options.plural}, each with its details`,
		...textsOf(options),
		routes: [list.ids, ...(list.object ? [list.object] : []), ...(options.adds?.routes ?? [])],
		output: objectOutput(list.object ?? list.ids, options),
		properties: [
			...pathProperties(list.ids, options),
			...query,
			RETURN_ALL,
			LIMIT,
			...(filters.length ? [collection('filters', 'Filters', filters, 'Add filter')] : []),
			...simplifyProperty(options),
		],
		run: eachItemAtOnce(async (run, item) => {
			const path = pathValues(run, item, list.ids, options);
			const limit = run.flag('returnAll', item) ? undefined : readLimit(run, item);
			const wanted: ReturnType<NonNullable<typeof options.split>> = split({
				...requiredValues(run, item, query),
				...optionalValues(run, item, 'filters', filters),
			});
			const { passes } = wanted;
			const read = await readObjects(run.client, list, path, {
				limit: passes ? undefined : limit,
				query: wanted.query,
			});
			const objects = passes ? read.filter(passes).slice(0, limit) : read;
			if (objects.some(({ detailsMissing }) => detailsMissing)) {
				run.hint('The token may list but not read the details: see "detailsMissing" in the output');
			}
			const output = await toOutput(run, item, options, objects, path);
			if (!run.isTool || !run.hasDefault('limit', 50)) return output;
			const count = async (): Promise<number> => {
				if (limit === undefined || output.length < limit) return output.length;
				return await countObjects(run.client, list, path, wanted.query);
			};
			return forModel(output, passes ? read.filter(passes).length : await count());
		}),
	};
}

function readLimit(run: OperationRun, item: number): number {
	const given = run.parameter('limit', item, 50);
	const limit = isGiven(given) ? Number(given) : 50;
	if (Number.isInteger(limit) && limit > 0) return limit;
	throw new InputError(
		'Limit',
		'must be a whole number above 0',
		'Correct it, or switch on Return All.',
	);
}

/** Numbers stay numbers: the API's ids are, unless they are names. */
export function asId(value: string): string | number {
	return /^\d{1,15}$/.test(value) ? Number(value) : value;
}
