import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

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
		return context.getNodeParameter('options', 0, {}) as IDataObject;
	} catch {
		return {};
	}
}

function positive(value: unknown, otherwise: number): number {
	const number = Number(value);
	return number > 0 && Number.isFinite(number) ? number : otherwise;
}
