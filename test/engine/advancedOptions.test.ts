import type { INode, INodeProperties } from 'n8n-workflow';

import { itemsTo, numbers, SEND_PATH, sendWorkflow } from '../helpers/sending';
import { errorOf, setStage } from '../helpers/stage';

const stage = setStage();

const sends = () => stage.sandbox.requests.filter(({ method }) => method === 'POST');
const toEach = { to: '={{ $json.to }}', message: '={{ $json.text }}' };

/** The options of `sms` → `send` as the node describes them. */
function described(collection: string): INodeProperties[] {
	const { properties } = stage.engine.nodeTypes.getByNameAndVersion(
		'n8n-nodes-ovh-sms.ovhSms',
	).description;
	const found = properties.find(
		({ name, displayOptions: { show } = {} }) =>
			name === collection && show?.resource?.includes('sms') && show.operation?.includes('send'),
	);
	return (found?.options ?? []) as INodeProperties[];
}

const AT_FIRST_SIGHT = [
	'allowedCountries',
	'characters',
	'defaultCountry',
	'dryRun',
	'maxCredits',
	'maxRecipients',
	'onceKey',
	'quietHours',
	'sendAt',
	'tag',
];

/** What is added to the request as it is. */
const PLAIN: INode['parameters'] = {
	charset: 'UTF-8',
	class: 'flash',
	coding: '8bit',
	priority: 'veryLow',
	validityPeriod: 60,
};

describe.each(['options', 'advancedOptions'])('in %s', (collection) => {
	const run = async (
		options: INode['parameters'],
		parameters: INode['parameters'] = {},
		items = itemsTo(numbers(1)),
	) => await stage.run(sendWorkflow({ ...toEach, ...parameters, [collection]: options }), items);

	test('what OVHcloud is told reaches it', async () => {
		await run(PLAIN);
		expect(JSON.parse(String(sends()[0]?.body))).toMatchObject(PLAIN);
	});

	test('"Allow Leftovers" is obeyed', async () => {
		await run({ allowLeftovers: true }, { message: 'Hello undefined' });
		expect(sends()).toHaveLength(1);
	});

	test('"Allow Premium" is obeyed', async () => {
		await run({ allowPremium: true }, { to: '+33899123456' });
		expect(sends()).toHaveLength(1);
	});

	test('"Combine Items" is obeyed', async () => {
		await run({ combineItems: false }, { message: 'Hello' }, itemsTo(numbers(3)));
		expect(sends()).toHaveLength(3);
	});

	test('"Concurrent Requests" is obeyed', async () => {
		stage.sandbox.faults.add({ kind: 'status', status: 400, method: 'POST', path: SEND_PATH });
		await run({ concurrentRequests: 1 }, {}, itemsTo(numbers(4)));
		expect(sends()).toHaveLength(1);
	});

	test('"Max Parts" is obeyed', async () => {
		const error = errorOf(await run({ maxParts: 1 }, { message: 'x'.repeat(161) }));
		expect(error.message).toContain('takes 2 SMS parts, more than the 1 allowed');
	});

	test('"On Invalid Receivers" is obeyed', async () => {
		const error = errorOf(
			await run({ onInvalidReceivers: 'fail' }, { to: '+33612345678, nobody' }),
		);
		expect(error.message).toContain('nobody');
		expect(sends()).toEqual([]);
	});

	test('"Prevent Duplicates" is obeyed', async () => {
		stage.sandbox.faults.add({ kind: 'resetAfter', method: 'POST', path: SEND_PATH });
		errorOf(await run({ preventDuplicates: false }));
		expect(stage.sandbox.requests.filter(({ method }) => method === 'GET')).toEqual([]);
	});

	test('"Timeout" is obeyed', async () => {
		stage.sandbox.faults.add({ kind: 'silence', method: 'POST', path: SEND_PATH });
		const error = errorOf(await run({ timeout: 1, preventDuplicates: false }));
		expect(`${error.message} ${error.description}`).toContain('within 1 seconds');
	});
});

test('the options at first sight are the ten that most people need', () => {
	const shown = described('options').filter(({ displayOptions }) => !displayOptions);
	expect(shown.map(({ name }) => name)).toEqual(AT_FIRST_SIGHT);
});

test('all that moved is tried above, and stays in "Options" where a saved workflow has it', () => {
	const moved = described('advancedOptions').map(({ name }) => name);
	const kept = described('options').filter(({ displayOptions }) => displayOptions);
	expect(kept.map(({ name }) => name)).toEqual(moved);
	expect(moved.sort()).toEqual(
		[
			...Object.keys(PLAIN),
			'allowLeftovers',
			'allowPremium',
			'combineItems',
			'concurrentRequests',
			'maxParts',
			'onInvalidReceivers',
			'preventDuplicates',
			'timeout',
		].sort(),
	);
});
