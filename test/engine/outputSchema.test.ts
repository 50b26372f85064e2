import type { IDataObject, INode } from 'n8n-workflow';

import { readOutputSchema, type OutputSchema } from '../helpers/outputSchema';
import { jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

const stage = setStage();

const account = byId('sms-xx12345-1');

async function run(parameters: INode['parameters']): Promise<IDataObject> {
	const [item] = jsonOf(await stage.run(single(parameters)));
	return item;
}

const send = async (options = {}) =>
	await run({
		resource: 'sms',
		operation: 'send',
		account,
		to: '+33612345678',
		message: 'Hello',
		senderType: 'sender',
		sender: byId('BOUTIQUE'),
		options,
	});

const estimate = async () =>
	await run({
		resource: 'sms',
		operation: 'estimate',
		account,
		to: '+33612345678, +377612345678, nobody',
		message: 'Être ou 👍',
		options: { characters: 'replace' },
	});

const schedule = async () => {
	const { ids } = await send({ sendAt: new Date(Date.now() + 3_600_000).toISOString() });
	return byId(String(ids));
};

const get = async (resource: string, operation: string, more: INode['parameters'] = {}) =>
	await run({ resource, operation, account, ...more });

const OPERATIONS: Array<[string, string, () => Promise<IDataObject>]> = [
	['account', 'get', async () => await get('account', 'get')],
	['account', 'getAll', async () => await get('account', 'getAll')],
	['job', 'get', async () => await get('job', 'get', { jobId: await schedule() })],
	['job', 'getAll', async () => (await schedule()) && (await get('job', 'getAll'))],
	['job', 'cancel', async () => await get('job', 'cancel', { jobId: await schedule() })],
	['sms', 'send', async () => await send()],
	['sms', 'estimate', async () => await estimate()],
];

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

test.each(OPERATIONS)(
	'the preview of %s → %s is what it gives out',
	async (resource, operation, act) => {
		const output = await act();
		const schema = readOutputSchema(resource, operation);
		expect(differences(output, schema)).toEqual([]);
		expect(Object.keys(output)).toEqual(
			expect.arrayContaining(Object.keys(schema.properties ?? {})),
		);
	},
);

test('every operation of the node has a preview', () => {
	const { properties } = stage.engine.nodeTypes.getByNameAndVersion(
		'n8n-nodes-ovh-sms.ovhSms',
	).description;
	const operations = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			options.map((option) => [
				displayOptions?.show?.resource?.[0],
				'value' in option && option.value,
			]),
		);
	expect(operations.sort()).toEqual(
		OPERATIONS.map(([resource, operation]) => [resource, operation]).sort(),
	);
});
