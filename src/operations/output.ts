import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { RouteName } from '../ovh/call';
import type { OperationTexts, Output } from './operation';
import type { PathOptions } from './path';
import { SIMPLIFY } from './properties';
import type { OperationRun } from './run';

/** Texts that differ from the usual ones of an operation. */
export type Texts = Partial<OperationTexts>;

/** What operations on one kind of object have in common. */
export interface ObjectOptions extends PathOptions, Texts {
	/** "scheduled SMS", as it reads within a sentence. */
	noun: string;
	/** Fields that Simplify keeps; without them there is no such switch. */
	simplified?: readonly string[];
	/** Fields that no output shows. */
	secret?: readonly string[];
	/** How an object is shown, where a field holds a secret or a placeholder. */
	shown?: (object: IDataObject) => IDataObject;
	/** What the node adds to each object. */
	adds?: Added;
}

/** Fields that the node adds to objects of the API. */
export interface Added {
	/** The routes that they come from, beside the objects' own. */
	routes: readonly RouteName[];
	fields: NonNullable<Output['more']>;
	/** The objects with these fields, in the same order. */
	to: (
		run: OperationRun,
		objects: IDataObject[],
		path: Record<string, string>,
	) => Promise<IDataObject[]>;
}

/** Those texts of the options that are given. */
export function textsOf({ value, name, action, description }: Texts): Texts {
	const given = Object.entries({ value, name, action, description });
	return Object.fromEntries(given.filter(([, text]) => text !== undefined));
}

export function simplifyProperty({ simplified }: ObjectOptions): INodeProperties[] {
	return simplified ? [SIMPLIFY] : [];
}

/** Objects as they are given out: with what the node adds, and simplified where that is wanted. */
export async function toOutput(
	run: OperationRun,
	item: number,
	{ simplified, secret = [], shown, adds }: ObjectOptions,
	objects: IDataObject[],
	path: Record<string, string>,
): Promise<IDataObject[]> {
	const all = adds ? await adds.to(run, objects, path) : objects;
	const whole = shown ? all.map(shown) : all;
	const fields =
		simplified && run.flag('simplify', item, true)
			? [...Object.keys(adds?.fields ?? {}), ...simplified, 'detailsMissing']
			: undefined;
	if (!fields && secret.length === 0) return whole;
	return whole.map((object) =>
		Object.fromEntries(
			(fields ?? Object.keys(object))
				.filter((field) => field in object && !secret.includes(field))
				.map((field) => [field, object[field]]),
		),
	);
}

/** What the preview shows of an object. */
export function objectOutput(
	route: RouteName,
	{ simplified, secret, adds }: ObjectOptions,
): Output {
	return { object: route, fields: simplified, without: secret, more: adds?.fields };
}
