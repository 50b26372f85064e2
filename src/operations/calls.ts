import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isId, isObject, expectObject } from '../ovh/answers';
import { placeholderOf } from '../ovh/multiGet';
import type { ApiCall, RouteName } from '../ovh/call';
import { OvhError } from '../ovh/errors';
import { InputError } from '../sms/inputError';
import { asId } from './builders';
import { collection } from './fields';
import { eachItem, type Operation, type OperationTexts, type Output } from './operation';
import { pathProperties, pathValues } from './path';
import { SIMPLIFY_FROM_1_1 } from './properties';
import type { OperationRun } from './run';
import { type ObjectOptions, objectOutput, toOutput, textsOf } from './output';
import { optionalValues, requiredValues } from './values';

interface CallOptions extends ObjectOptions {
	/** Parameters of the body that the call needs. */
	fields?: INodeProperties[];
	/** Those that may be left out. */
	options?: INodeProperties[];
	/** Parameters whose empty text clears the field: the API wants null for it. */
	clears?: readonly string[];
	/** @throws InputError for values that must not be sent */
	check?: (values: IDataObject) => void;
	/** Makes the body of the parameters' values, where it has another shape. */
	shape?: (values: IDataObject) => IDataObject;
	/** Reads the object that was made or changed, where the answer is not the object. */
	reads?: RouteName;
	/** What is given out beside the answer, where that is no object. */
	output?: Output;
}

/** The name of a collection, and what becomes of the empty texts in it. */
interface Collection {
	name: string;
	displayName: string;
	empty: 'omit' | 'keep';
}

const ADDITIONAL: Collection = {
	name: 'additionalFields',
	displayName: 'Additional Fields',
	empty: 'omit',
};
const UPDATES: Collection = {
	name: 'updateFields',
	displayName: 'Update Fields',
	empty: 'keep',
};

/** Makes an object: `POST …`. */
export function create(route: RouteName, options: CallOptions): Operation {
	return operation(route, options, ADDITIONAL, {
		value: 'create',
		name: 'Create',
		action: `Create ${options.noun}`,
		description: `Create one ${options.noun}`,
	});
}

/** Changes what is given of an object, and nothing else: `PUT …/{id}`. */
export function update(route: RouteName, options: CallOptions): Operation {
	return operation(route, options, UPDATES, {
		value: 'update',
		name: 'Update',
		action: `Update ${options.noun}`,
		description: `Change one ${options.noun}: only the fields that you add`,
	});
}

/** Any other call that does something. */
export function action(route: RouteName, options: CallOptions & OperationTexts): Operation {
	return operation(route, options, ADDITIONAL, options);
}

function operation(
	route: RouteName,
	options: CallOptions,
	optional: Collection,
	texts: OperationTexts,
): Operation {
	const { fields = [], options: more = [], clears = [], reads } = options;
	const { name, displayName } = optional;
	const whole = { ...options, simplified: undefined };
	// In version 1, Simplify was for reading only.
	const simplified = options.output ? undefined : options.simplified;
	return {
		...texts,
		...textsOf(options),
		routes: [route],
		output: options.output ?? {
			...objectOutput(reads ?? route, whole),
			fieldsFrom1_1: simplified,
		},
		properties: [
			...pathProperties(route, options),
			...fields,
			...(more.length ? [collection(name, displayName, more)] : []),
			...(simplified ? [SIMPLIFY_FROM_1_1] : []),
		],
		run: eachItem(async (run, item) => {
			const path = pathValues(run, item, route, options);
			const values: IDataObject = {
				...requiredValues(run, item, fields),
				...optionalValues(run, item, name, more, optional.empty),
			};
			if (optional === UPDATES) checkUpdate(values);
			options.check?.(values);
			for (const cleared of clears) if (values[cleared] === '') values[cleared] = null;
			const body = options.shape?.(values) ?? values;
			const call = {
				route,
				path,
				...(!isEmpty(body) && { body }),
				// The same fields once more change nothing.
				idempotent: optional === UPDATES,
			} as ApiCall;
			const answer: unknown = await run.change(item, call);
			const object = isObject(answer)
				? (answer as IDataObject)
				: await readBack(run, route, options.reads, path, values, answer);
			const shown = simplified && run.simplifiesFrom1_1(item) ? options : whole;
			return await toOutput(run, item, shown, [object], path);
		}),
	};
}

function checkUpdate(values: IDataObject): void {
	if (!isEmpty(values)) return;
	throw new InputError(UPDATES.displayName, 'is empty', 'Add the fields that are to be changed.');
}

/**
 * The object after the change, as far as it can be read: a failing look does not undo the change,
 * and must not look as if nothing had happened.
 */
export async function readBack(
	run: OperationRun,
	route: RouteName,
	reads: RouteName | undefined,
	path: Record<string, string>,
	values: IDataObject,
	answer: unknown,
): Promise<IDataObject> {
	if (!reads) {
		const { serviceName, [placeholderOf(route)]: own } = path;
		return { success: true, ...(own && own !== serviceName && { id: asId(own) }), ...values };
	}
	const placeholder = placeholderOf(reads);
	const key = path[placeholder] ?? (isId(answer) ? answer : values[placeholder]);
	if (!isId(key)) {
		return { success: true, detailsMissing: 'Done, but OVHcloud did not tell its ID' };
	}
	const read: ApiCall = { route: reads, path: { ...path, [placeholder]: key } };
	const readObject = async (): Promise<IDataObject> => {
		const object: unknown = await run.client.read(read);
		return expectObject(read, object as IDataObject);
	};
	return await readObject().catch((error: unknown) => {
		if (!(error instanceof OvhError)) throw error;
		return {
			[placeholder]: key,
			detailsMissing: `Done, but it could not be read afterwards (${error.message})`,
		};
	});
}

function isEmpty(values: IDataObject): boolean {
	return Object.keys(values).length === 0;
}
