import { mapConcurrently } from '../../../src/ovh/concurrency';
import type { WorkflowFile } from '../engine';
import { callWebhook } from '../../../tools/n8n/request';
import { ACCOUNT, numbers } from '../sending';
import { byId, chain, node, ovhSms } from '../workflows';

/** The address of the workflow, below n8n's. */
export const ORDERS_PATH = '/webhook/orders';

/** A shop waits for so many answers at the same time. */
const AT_ONCE = 20;

/** What a shop tells the workflow. */
export interface Order {
	order: string;
	phone: string;
}

/** Orders of different people. */
export function orders(count: number): Order[] {
	return numbers(count).map((phone, index) => ({ phone, order: `A-${index}` }));
}

/**
 * Texts the one whose order a shop reports. The shop gets its answer when the text is on its way, and
 * an error when it is not.
 */
export function orderWorkflow(options: Record<string, string> = {}): WorkflowFile {
	return chain(
		node(
			'Webhook',
			'n8n-nodes-base.webhook',
			{ httpMethod: 'POST', path: 'orders', responseMode: 'lastNode', options: {} },
			{ typeVersion: 2, webhookId: 'orders' },
		),
		ovhSms({
			resource: 'sms',
			operation: 'send',
			account: byId(ACCOUNT),
			to: '={{ $json.body.phone }}',
			message: '=Your order {{ $json.body.order }} is ready.',
			senderType: 'sender',
			sender: byId('BOUTIQUE'),
			options,
		}),
	);
}

/** Tells n8n all orders; gives the statuses of its answers. */
export async function tellOrders(url: string, all: Order[]): Promise<number[]> {
	return await mapConcurrently(all, AT_ONCE, async (order) => {
		const { status } = await callWebhook(`${url}${ORDERS_PATH}`, order);
		return status;
	});
}
