import type { IDataObject } from 'n8n-workflow';

import { text } from '../../../src/operations/fields';
import type { OperationRun } from '../../../src/operations/run';
import { expectObject } from '../../../src/ovh/answers';
import { writeFile } from '../../../src/ovh/documents';
import { OvhError } from '../../../src/ovh/errors';

export const DOCUMENTS = text(
	'documents',
	'Documents',
	'Fields of the input item that hold files which prove your right to the name, separated by commas: a trade mark, a company registration',
	{ placeholder: 'e.g. data, registration' },
);

/** A file that proves the right to a name. */
export interface Proof {
	name: string;
	type: string;
	bytes: Buffer;
}

/** @throws InputError for a field without a file */
export async function readProofs(run: OperationRun, item: number): Promise<Proof[]> {
	const { documents = '' } = run.collection('additionalFields', item);
	const fields = String(documents)
		.split(',')
		.map((field) => field.trim())
		.filter(Boolean);
	return await Promise.all(
		fields.map(async (field): Promise<Proof> => {
			const bytes = await run.readFile(field, DOCUMENTS.displayName, item);
			const { fileName, mimeType } = run.items[item]?.binary?.[field] ?? {};
			return { name: fileName ?? field, type: mimeType ?? 'application/octet-stream', bytes };
		}),
	);
}

/** Attaches a file to a sender that is asked for: what goes wrong with it does not undo that. */
export async function attach(
	run: OperationRun,
	path: { serviceName: string; sender: string },
	{ name, type, bytes }: Proof,
): Promise<IDataObject> {
	const call = {
		route: 'POST /sms/{serviceName}/senders/{sender}/documents',
		path,
		body: { name },
	} as const;
	const write = async (): Promise<IDataObject> => {
		// Not remembered: the answer holds an address to write to.
		const { documentID, putUrl } = expectObject(call, await run.client.call(call));
		await writeFile(run.client, call, putUrl, bytes, type);
		return { name, documentID };
	};
	return await write().catch((error: unknown) => {
		if (!(error instanceof OvhError)) throw error;
		return { name, detailsMissing: `It could not be attached (${error.message})` };
	});
}
