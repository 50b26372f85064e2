import type { IDataObject } from 'n8n-workflow';

import { collection, text } from '../../../src/operations/fields';
import { readEach } from '../../../src/ovh/objects';
import { collectYielding } from '../../../src/n8n/yielding';
import { readOptionsOf } from '../../../src/operations/numbers';
import { eachItem, type Operation } from '../../../src/operations/operation';
import { accountOf } from '../../../src/operations/path';
import { ACCOUNT } from '../../../src/operations/properties';
import type { OperationRun } from '../../../src/operations/run';
import type { Added } from '../../../src/operations/output';
import { optionalValues } from '../../../src/operations/values';
import { maxSeconds, readUntil } from '../../../src/operations/wait';
import { isId, type ObjectId, expectObject } from '../../../src/ovh/answers';
import { type ApiCall, unreadable } from '../../../src/ovh/call';
import { mapConcurrently } from '../../../src/ovh/concurrency';
import { OvhError } from '../../../src/ovh/errors';
import { InputError } from '../../../src/sms/inputError';
import { checkAllowed } from '../../../src/sms/rules';
import { recipientsIn } from '../../../src/sms/recipients';
import { impossible, receiversOf } from '../../../src/sending/report';
import { lists } from '../lists';
import { ALLOW_PREMIUM, DEFAULT_COUNTRY } from './textOptions';

const TO = text(
	'to',
	'To',
	'Numbers with their country code, separated by commas, semicolons or new lines, or an array from an expression. Each lookup takes 0.1 credits.',
	{ required: true, placeholder: 'e.g. +33612345678' },
);

const MAX_WAIT = maxSeconds(
	'maxWait',
	'Max Wait',
	'Seconds to wait at most for the answers. Lookups without an answer by then come with the status that they have.',
);

const OPTIONS = [ALLOW_PREMIUM, DEFAULT_COUNTRY, MAX_WAIT];

/** Country and operator of the numbers that were looked up. */
export const OPERATOR: Added = {
	routes: ['GET /sms/{serviceName}/hlr/{id}/operator'],
	fields: { country: 'string', countryCode: 'string', operator: 'string', network: 'string' },
	to: async (run, objects, path) =>
		await mapConcurrently(objects, run.concurrentRequests, async (object) => ({
			...object,
			...(await operatorOf(run, object, path)),
		})),
};

/** Nothing where no operator is known; that one cannot be read must not hide the lookup itself. */
async function operatorOf(
	run: OperationRun,
	{ id, status, valid }: IDataObject,
	{ serviceName }: Record<string, string>,
): Promise<IDataObject> {
	if (status !== 'done' || valid !== true) return {};
	const path = { serviceName, id };
	const call = { route: 'GET /sms/{serviceName}/hlr/{id}/operator', path } as const;
	const read = async (): Promise<IDataObject> => {
		const { country, countryCode, operator, network } = expectObject(
			call,
			await run.client.read(call),
		);
		return { country, countryCode, operator, network };
	};
	return await read().catch((error: unknown) => {
		if (!(error instanceof OvhError)) throw error;
		return error.facts.kind === 'notFound' ? {} : { detailsMissing: error.message };
	});
}

/** `lookup` → `lookUp`: asks the operators about numbers, and waits for the answers. */
export const lookUp: Operation = {
	value: 'lookUp',
	name: 'Look Up',
	action: 'Look up numbers',
	description:
		'Ask the mobile operators whether numbers exist and can be reached, and in which network they are. This costs 0.1 credits for each number; nothing is sent to the recipients.',
	routes: ['POST /sms/{serviceName}/hlr', ...OPERATOR.routes],
	output: { object: 'GET /sms/{serviceName}/hlr/{id}', more: OPERATOR.fields },
	properties: [ACCOUNT, TO, collection('options', 'Options', OPTIONS, 'Add option')],
	run: eachItem(async (run, item) => {
		const serviceName = accountOf(run, item);
		const options = optionalValues(run, item, 'options', OPTIONS);
		const { maxWait = 60 } = options;
		const reading = readOptionsOf(options, run.rules);
		const recipients = await collectYielding(recipientsIn(run.parameter('to', item, ''), reading));
		if (recipients.length === 0) {
			throw new InputError('To', 'is empty', 'Enter at least one phone number.');
		}
		const receivers = receiversOf(recipients).map(({ receiver }) => receiver);
		checkAllowed(run.rules, 'To', receivers);
		const refused = [...new Set(impossible(recipients))];
		if (receivers.length === 0) return refused.map(invalid);
		const { ids, invalidReceivers } = await begin(run, item, serviceName, receivers);
		const found = await readUntil(
			run,
			async () => await readEach(run.client, lists.lookups, { serviceName }, ids),
			(lookups) => lookups.every(isAnswered),
			Number(maxWait),
		);
		return [
			...(await OPERATOR.to(run, found, { serviceName })),
			...[...refused, ...invalidReceivers].map(invalid),
		];
	}),
};

/** Begins the lookups. */
async function begin(
	run: OperationRun,
	item: number,
	serviceName: string,
	receivers: string[],
): Promise<{ ids: ObjectId[]; invalidReceivers: string[] }> {
	const call: ApiCall<'POST /sms/{serviceName}/hlr'> = {
		route: 'POST /sms/{serviceName}/hlr',
		path: { serviceName },
		body: { receivers },
	};
	const { ids, invalidReceivers } = expectObject(call, await run.change(item, call), 'unknown');
	if (!Array.isArray(ids) || !ids.every(isId)) {
		throw unreadable(call, 'unknown', 'the IDs of the lookups were expected');
	}
	return { ids, invalidReceivers: Array.isArray(invalidReceivers) ? invalidReceivers : [] };
}

function isAnswered({ status }: IDataObject): boolean {
	return status !== 'todo' && status !== 'doing';
}

/** For what is no phone number, to the node or to OVHcloud. */
function invalid(msisdn: string): IDataObject {
	return { msisdn, status: 'error', valid: false };
}
