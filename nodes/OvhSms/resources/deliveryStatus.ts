import type { IDataObject } from 'n8n-workflow';

import type { OperationRun } from '../../../src/operations/run';
import type { Added } from '../../../src/operations/output';
import { expectObject } from '../../../src/ovh/answers';
import { OvhError } from '../../../src/ovh/errors';
import type { SmsPttDetails } from '../../../src/ovh/model.generated';
import {
	decodeDelivery,
	type DeliveryCodes,
	needsPttDetails,
} from '../../../src/sms/deliveryStatus';

/** What OVHcloud has told of codes that are in no published table, by run. */
const known = new WeakMap<OperationRun, Map<number, Promise<SmsPttDetails | undefined>>>();

/** `status`, `statusText` and `permanent` for sent messages, decoded from their two codes. */
export const DELIVERY_STATUS: Added = {
	routes: ['GET /sms/ptts'],
	fields: { status: 'string', statusText: 'string', permanent: 'boolean' },
	to: async (run, objects) =>
		await Promise.all(objects.map(async (object) => await withStatus(run, object))),
};

async function withStatus(run: OperationRun, object: IDataObject): Promise<IDataObject> {
	if ('detailsMissing' in object) return object;
	const codes = object as unknown as DeliveryCodes;
	const details = needsPttDetails(codes) ? await detailsOf(run, codes.ptt) : undefined;
	return { ...decodeDelivery(codes, details), ...object };
}

async function readDetails(run: OperationRun, ptt: number): Promise<SmsPttDetails | undefined> {
	const call = { route: 'GET /sms/ptts', query: { ptt } } as const;
	const read = async (): Promise<SmsPttDetails> => expectObject(call, await run.client.read(call));
	return await read().catch((error: unknown) => {
		if (error instanceof OvhError) return undefined;
		throw error;
	});
}

/** Each code is asked for once in a run. A code that OVHcloud does not explain stays a number. */
async function detailsOf(run: OperationRun, ptt: number): Promise<SmsPttDetails | undefined> {
	const asked = known.get(run) ?? new Map<number, Promise<SmsPttDetails | undefined>>();
	known.set(run, asked);
	const details = asked.get(ptt) ?? readDetails(run, ptt);
	asked.set(ptt, details);
	return await details;
}
