import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/**
 * The options of an item, from both collections that may hold them: workflows of before there were
 * `advancedOptions` hold all of them in `options`.
 * @param read gives a collection
 */
export function mergedOptions(read: (collection: string) => unknown): IDataObject {
	const [options, advanced] = ['options', 'advancedOptions'].map(read) as IDataObject[];
	return { ...options, ...advanced };
}

export interface Settings {
	timeoutMs: number;
	concurrentRequests: number;
}

/** Settings of the run as a whole, taken from the first item's options. */
export function readSettings(context: IExecuteFunctions): Settings {
	const options = firstOptions(context);
	return {
		timeoutMs: positive(options.timeout, 30) * 1000,
		concurrentRequests: Math.ceil(positive(options.concurrentRequests, 20)),
	};
}

/** The first item's options; one whose expression fails is reported with its item. */
function firstOptions(context: IExecuteFunctions): IDataObject {
	try {
		return mergedOptions((name) => context.getNodeParameter(name, 0, {}));
	} catch {
		return {};
	}
}

function positive(value: unknown, otherwise: number): number {
	const number = Number(value);
	return number > 0 && Number.isFinite(number) ? number : otherwise;
}
