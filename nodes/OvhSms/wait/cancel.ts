import { sleep, type IWebhookFunctions } from 'n8n-workflow';

import { connect } from '../../../src/n8n/connection';
import type { OvhClient } from '../../../src/ovh/client';
import type { Reminder } from './kept';

/** Who answers waits for it no longer; what is under way goes on. */
const PATIENCE_MS = 5000;

/**
 * Takes back the reminders of a question that is answered. One that has gone out by now is left, and
 * a failure keeps no answer from being taken.
 */
export async function cancelReminders(
	context: IWebhookFunctions,
	reminders: Reminder[],
): Promise<void> {
	if (reminders.length === 0) return;
	const cancelling = (async () => {
		const { client } = await connect(context);
		await Promise.allSettled(reminders.map(async (reminder) => await cancel(client, reminder)));
	})();
	cancelling.catch((error: unknown) => {
		const why = error instanceof Error ? error.message : String(error);
		context.logger.warn(`OVHcloud SMS: a reminder could not be cancelled: ${why}`);
	});
	await Promise.race([cancelling.catch(() => undefined), sleep(PATIENCE_MS)]);
}

async function cancel(client: OvhClient, reminder: Reminder): Promise<void> {
	const { account: serviceName, id, virtualNumber: number } = reminder;
	await (number === undefined
		? client.call({
				route: 'DELETE /sms/{serviceName}/jobs/{id}',
				path: { serviceName, id },
				idempotent: true,
			})
		: client.call({
				route: 'DELETE /sms/{serviceName}/virtualNumbers/{number}/jobs/{id}',
				path: { serviceName, number, id },
				idempotent: true,
			}));
}
