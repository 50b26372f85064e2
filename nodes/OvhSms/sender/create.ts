import type { IDataObject } from 'n8n-workflow';

import { readBack } from '../../../src/operations/calls';
import { collection, longText, text } from '../../../src/operations/fields';
import { eachItem, type Operation } from '../../../src/operations/operation';
import { accountOf } from '../../../src/operations/path';
import { ACCOUNT } from '../../../src/operations/properties';
import type { OperationRun } from '../../../src/operations/run';
import { optionalValues } from '../../../src/operations/values';
import { InputError } from '../../../src/sms/inputError';
import { checkSenderName, frenchRemark } from '../../../src/sms/senderRules';
import { attach, DOCUMENTS, type Proof, readProofs } from './documents';

const ROUTE = 'POST /sms/{serviceName}/senders';
const READ = 'GET /sms/{serviceName}/senders/{sender}';

const SENDER = text(
	'sender',
	'Sender',
	'Up to 11 letters and digits, or a phone number with its country code',
	{ required: true, placeholder: 'e.g. MYSHOP' },
);

const REASON = longText(
	'reason',
	'Reason',
	"Why you may use this name, for OVHcloud's moderator, who wants one",
);

const DESCRIPTION = text(
	'description',
	'Description',
	'What the sender is for, as the account shows it',
);

/** Where older workflows have it; n8n gives no option that it does not show. */
const OLDER_REASON = text('reason', 'Reason (Older Place)', 'Use the parameter Reason instead');

/** `sender` → `create`: asks for a sender, with what proves the right to its name. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create sender',
	description:
		'Ask for a new sender. OVHcloud validates it first (up to 72 hours, and it may ask for documents): follow its status with Get; it can send once that is "enable".',
	routes: [ROUTE, 'POST /sms/{serviceName}/senders/{sender}/documents'],
	output: { object: READ },
	properties: [
		ACCOUNT,
		SENDER,
		REASON,
		collection('additionalFields', 'Additional Fields', [DESCRIPTION, DOCUMENTS, OLDER_REASON]),
	],
	run: eachItem(async (run, item) => {
		const serviceName = accountOf(run, item);
		const sender = readSender(run, item);
		const reason = readReason(run, item);
		const proofs = await readProofs(run, item);
		const body = {
			sender,
			...(reason && { reason }),
			...optionalValues(run, item, 'additionalFields', [DESCRIPTION]),
		};
		const path = { serviceName };
		const answer = await run.change(item, { route: ROUTE, path, body });
		const proven = await attachAll(run, serviceName, sender, proofs);
		return [{ ...(await readBack(run, ROUTE, READ, path, body, answer)), ...proven }];
	}),
};

/** A phone number goes through as it is: OVHcloud sends a code to it. */
function readSender(run: OperationRun, item: number): string {
	const sender = run.text(SENDER.name, item);
	if (sender === '') {
		throw new InputError('Sender', 'is empty', 'Write the name or number to send from.');
	}
	checkSenderName(sender);
	const remark = frenchRemark(sender);
	if (remark) run.hint(remark);
	return sender;
}

function readReason(run: OperationRun, item: number): string {
	const { reason: older = '' } = optionalValues(run, item, 'additionalFields', [OLDER_REASON]);
	const reason = run.text(REASON.name, item) || String(older).trim();
	if (!reason) run.hint('Without a reason OVHcloud may refuse a sender: fill in "Reason"');
	return reason;
}

async function attachAll(
	run: OperationRun,
	serviceName: string,
	sender: string,
	proofs: Proof[],
): Promise<IDataObject> {
	if (proofs.length === 0) return {};
	const documents: IDataObject[] = [];
	for (const proof of proofs) documents.push(await attach(run, { serviceName, sender }, proof));
	const failed = documents.filter((document) => 'detailsMissing' in document);
	if (failed.length > 0) {
		run.hint(
			`The sender "${sender}" is asked for, and documents could not be attached (${failed.map(({ name }) => String(name)).join(', ')}): attach them in the OVHcloud control panel`,
		);
	}
	return { documents };
}
