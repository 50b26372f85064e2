import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { number } from './fields';
import type { OperationRun } from './run';
import { optionalValues } from './values';

/** Seconds between two looks: at first few, then more. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 30;

/**
 * Reads again and again until something is as wanted, or the time is over.
 * @param seconds to wait at most; 0 reads once
 * @returns what was read last
 * @throws OvhError
 */
export async function readUntil<T>(
	run: OperationRun,
	read: () => Promise<T>,
	isDone: (value: T) => boolean,
	seconds: number,
): Promise<T> {
	let left = seconds;
	for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
		const value = await read();
		if (left <= 0 || isDone(value)) return value;
		const wait = Math.min(pause, left);
		await run.client.sleep(wait * 1000);
		left -= wait;
	}
}

/** An option for the seconds to wait at most; what is read afterwards comes as it is then. */
export function maxSeconds(
	name: string,
	displayName: string,
	description: string,
): INodeProperties {
	return number(name, displayName, description, {
		default: 60,
		typeOptions: { minValue: 0, maxValue: 3600, numberPrecision: 0 },
	});
}

/** For reading one object: the option to wait until it is as wanted. */
export function waitOption(option: INodeProperties, isDone: (object: IDataObject) => boolean) {
	return {
		settings: [option],
		around: async (
			run: OperationRun,
			item: number,
			read: () => Promise<IDataObject[]>,
		): Promise<IDataObject[]> => {
			const { [option.name]: seconds = 0 } = optionalValues(run, item, 'options', [option]);
			return await readUntil(
				run,
				read,
				([object]) => object !== undefined && isDone(object),
				Number(seconds),
			);
		},
	};
}
