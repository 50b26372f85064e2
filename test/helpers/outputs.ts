import type { IDataObject, INode } from 'n8n-workflow';

import { resources } from '../../nodes/OvhSms/resources';
import { linkTo, submit } from './n8n/waiting';
import { operator } from './operations';
import { SAMPLE_PARAMETERS, type World } from './sampleParameters';
import { jsonOf, type Stage } from './stage';

/** Resource and operation, by their values. */
export const EACH_OPERATION = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => [value, operation.value] as const),
);

/** What an operation gives out: its first item, run on n8n's engine against a fresh sandbox. */
export async function runSample(
	stage: Pick<Stage, 'sandbox' | 'run' | 'engine'>,
	resource: string,
	operation: string,
): Promise<IDataObject> {
	const make = SAMPLE_PARAMETERS[resource]?.[operation];
	if (!make) throw new Error(`sampleParameters.ts has none for ${resource} → ${operation}`);
	const run: World['run'] = async (...call) => {
		const finished = await stage.run(operator(stage).workflow(...call));
		const [item] = jsonOf(finished);
		if (item) return item;
		throw finished.data.resultData.error ?? new Error(`${call[0]} → ${call[1]} gave nothing out`);
	};
	const parameters = await make({ sandbox: stage.sandbox, run });
	const output = await run(resource, operation, parameters as INode['parameters']);
	return operation === 'sendAndWait' ? await answered(stage) : output;
}

/** What an execution goes on with that has asked a question of the sample's recipient. */
async function answered({ sandbox, engine }: Pick<Stage, 'sandbox' | 'engine'>) {
	await submit(linkTo(sandbox, '+33612345678'), { answer: 'true' });
	const [item] = engine.waiting.resumedWith ?? [];
	if (!item) throw new Error('The answer was not taken');
	return item.json;
}

/** Longer lists show their first entry only. */
const LONGEST_LIST = 3;

/** What differs from run to run, and what of the same shape stands in its place. */
const VOLATILE: Array<[RegExp, string]> = [
	[/\d{4}-\d\d-\d\d/g, '2026-11-23'],
	[/T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, 'T14:00:00+00:00'],
	[/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '6f1c0c54-5f0e-4d0b-9a57-3c1f4d7e2b90'],
	[/\bWyJ[\w-]{40,}\.[\w-]{43}(?![\w-])/g, 'WyJ0ZVlQ….nX3v…'],
	[/\b[0-9a-f]{32}\b/g, '6f1c0c545f0e4d0b9a573c1f4d7e2b90'],
];

/** An output as docs/operations.md shows it: the same from run to run, and not too long. */
export function sampleOf(output: IDataObject): IDataObject {
	return JSON.parse(
		JSON.stringify(output, (_, value: unknown) => {
			if (Array.isArray(value) && value.length > LONGEST_LIST) return value.slice(0, 1) as unknown;
			if (typeof value !== 'string') return value;
			return VOLATILE.reduce((text, [shape, fixed]) => text.replace(shape, fixed), value);
		}),
	) as IDataObject;
}
