import type { IDataObject } from 'n8n-workflow';

import samples from '../../tools/schema/outputs.json';
import { readOutputSchema, type OutputSchema } from '../helpers/outputSchema';
import { EACH_OPERATION, runSample, sampleOf } from '../helpers/outputs';
import { AT_ONCE, setStage } from '../helpers/stage';

/** What stands in some outputs only: in those of SMS that failed. */
const SOMETIMES = ['permanent'];

const stage = setStage(AT_ONCE);

const SAMPLES: Record<string, Record<string, unknown>> = samples;

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}

/** The places where a value is not what the preview says. */
function differences(value: unknown, schema: OutputSchema, path = ''): string[] {
	const type = typeOf(value);
	const allowed = [schema.type].flat();
	if (!allowed.includes(type) && !(type === 'integer' && allowed.includes('number'))) {
		return [`${path} is ${type}, not ${allowed.join(' or ')}`];
	}
	if (Array.isArray(value)) {
		return value.flatMap((entry, index) =>
			differences(entry, schema.items ?? { type: [] }, `${path}[${index}]`),
		);
	}
	if (type !== 'object') return [];
	return Object.entries(value as IDataObject).flatMap(([name, entry]) =>
		differences(entry, schema.properties?.[name] ?? { type: [] }, `${path}.${name}`),
	);
}

test.each(EACH_OPERATION)(
	'the preview of %s → %s, and its sample in docs/operations.md, are what it gives out',
	async (resource, operation) => {
		const output = await runSample(stage, resource, operation);
		const schema = readOutputSchema(resource, operation);
		expect(differences(output, schema)).toEqual([]);
		expect(Object.keys(output)).toEqual(
			expect.arrayContaining(
				Object.keys(schema.properties ?? {}).filter((name) => !SOMETIMES.includes(name)),
			),
		);
		// Where this differs on purpose: npm run outputs && npm run generate.
		expect(SAMPLES[resource][operation]).toEqual(sampleOf(output));
	},
);
