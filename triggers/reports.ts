import type { IDataObject } from 'n8n-workflow';

import type { OvhClient } from '../ovh/client';
import type { SmsOutgoing, SmsPttDetails } from '../ovh/model.generated';
import { decodeDelivery, needsPttDetails } from '../sms/deliveryStatus';
import { eventItem } from './events';

/** What OVHcloud said about codes that no published table has. */
const explained = new Map<number, SmsPttDetails>();

/** Sent messages with their state in words. */
export async function reportItems(
	client: OvhClient,
	account: string,
	messages: SmsOutgoing[],
): Promise<IDataObject[]> {
	for (const ptt of new Set(messages.filter(needsPttDetails).map((sms) => sms.ptt))) {
		if (!explained.has(ptt)) await explain(client, ptt);
	}
	return messages.map((sms) =>
		eventItem('deliveryReport', account, {
			...sms,
			...decodeDelivery(sms, explained.get(sms.ptt)),
		}),
	);
}

/** Best effort: without an explanation the report has the bare code. */
async function explain(client: OvhClient, ptt: number): Promise<void> {
	const details = await client
		.call({ route: 'GET /sms/ptts', query: { ptt } })
		.catch(() => undefined);
	if (details) explained.set(ptt, details);
}
