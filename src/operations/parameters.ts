import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';

import { mergedOptions } from '../n8n/settings';
import { isObject } from '../ovh/answers';
import { InputError } from '../sms/inputError';
import { located } from './fields';

/** The parameters of a node, item by item, and the items' files. */
export class ItemParameters {
	/** Parameters that no expression makes different from item to item. */
	private readonly constants = new Map<string, unknown>();

	/** The parameters as they are saved; n8n copies them each time that it is asked. */
	private readonly saved: INodeParameters;

	constructor(
		protected readonly context: IExecuteFunctions,
		readonly items: INodeExecutionData[],
	) {
		this.saved = context.getNode().parameters;
	}

	/** A parameter of an item; resource locators give their value. */
	parameter(name: string, item: number, fallback?: unknown): unknown {
		if (this.constants.has(name)) return this.constants.get(name);
		// n8n's own extraction refuses a parameter that the chosen operation does not show.
		const value = located(this.context.getNodeParameter(name, item, fallback));
		// Looking up a hundred thousand times what is the same for each item takes minutes.
		if (!holdsExpression(this.saved[name])) this.constants.set(name, value);
		return value;
	}

	/** Whether nothing was entered; an expression that gives nothing is something else. */
	isLeftEmpty(name: string): boolean {
		const isFixed = this.items.length > 0 && !holdsExpression(this.saved[name]);
		return isFixed && this.text(name, 0) === '';
	}

	/** The expression that gives a parameter; nothing where it is fixed. */
	expression(name: string): string | undefined {
		const saved = this.saved[name];
		return typeof saved === 'string' && saved.startsWith('=') ? saved : undefined;
	}

	/** Gives a parameter a value for all items, instead of what was entered. */
	fill(name: string, value: string): void {
		this.constants.set(name, value);
	}

	text(name: string, item: number): string {
		return String(this.parameter(name, item, '') ?? '').trim();
	}

	flag(name: string, item: number, fallback = false): boolean {
		return this.parameter(name, item, fallback) === true;
	}

	collection(name: string, item: number): IDataObject {
		return (this.parameter(name, item, {}) ?? {}) as IDataObject;
	}

	/** The value of an expression; nothing where n8n cannot give it one. */
	evaluate(expression: string, item: number): unknown {
		try {
			return this.context.evaluateExpression(`{{ ${expression} }}`, item);
		} catch {
			return undefined;
		}
	}

	/** The options of an item, whichever collection holds them. */
	options(item: number): IDataObject {
		return mergedOptions((name) => this.collection(name, item));
	}

	/** Whether a collection may hold an option: it is set, or an expression gives the whole. */
	mayHave(collection: string, option: string): boolean {
		const saved = this.saved[collection];
		return (
			typeof saved === 'string' || (typeof saved === 'object' && saved !== null && option in saved)
		);
	}

	/** Whether nobody, and no expression, gives a parameter another value than its default. */
	hasDefault(name: string, value: unknown): boolean {
		return this.saved[name] === undefined || this.saved[name] === value;
	}

	/** The expression that gives an option, or the whole collection; nothing where it is fixed. */
	expressionOf(collection: string, option: string): string | undefined {
		const saved = this.saved[collection] as unknown;
		const own = isObject(saved) ? saved[option] : saved;
		return typeof own === 'string' && own.startsWith('=') ? own : undefined;
	}

	/**
	 * The bytes of an item's file.
	 * @param field name of the item's binary field
	 * @throws InputError when the item has no file there
	 */
	async readFile(field: string, displayName: string, item: number): Promise<Buffer> {
		const fields = Object.keys(this.items[item]?.binary ?? {});
		if (fields.includes(field)) {
			return await this.context.helpers.getBinaryDataBuffer(item, field);
		}
		throw new InputError(
			displayName,
			`names "${field}", and this item has no file there`,
			fields.length
				? `It has files in: ${fields.join(', ')}.`
				: 'Put a node before this one that reads or downloads a file.',
		);
	}
}

/** Whether a saved parameter, or anything inside it, is an expression. */
function holdsExpression(parameter: unknown): boolean {
	if (typeof parameter === 'string') return parameter.startsWith('=');
	if (typeof parameter !== 'object' || parameter === null) return false;
	return Object.values(parameter).some(holdsExpression);
}
