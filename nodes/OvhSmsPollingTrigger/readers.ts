import type { IDataObject } from 'n8n-workflow';

import { readIds } from '../../operations/objects';
import { objectIn } from '../../ovh/answers';
import { readBatch } from '../../ovh/batch';
import { unreadable } from '../../ovh/client';
import { eventItem, type EventName } from '../../triggers/events';
import { readNewIncoming } from '../../triggers/incoming';
import { firstLookAtOptOuts, readNewOptOuts } from '../../triggers/optOuts';
import { reportItems } from '../../triggers/reports';
import type { Session } from '../../triggers/session';
import { newWindow } from '../../triggers/window';
import { fellBelow } from './credit';
import { newDeliveryState, readDeliveries } from './deliveries';
import { decidedSenders, statesOf } from './senders';
import type { PollState } from './state';

/** A poll: the trigger's settings, and where events begin for one that was never looked for. */
export interface Poll {
	session: Session;
	/** Seconds since 1970 by OVHcloud's clock. */
	floor: number;
	/** Whether the floor lies in the past. */
	lookBack: boolean;
	creditThreshold: number;
}

/** What a look found, and what to remember of it. */
interface Found {
	items: IDataObject[];
	state: Partial<PollState>;
}

/**
 * One look for each event: what happened since the last one.
 * @throws OvhError, and then nothing is to be remembered
 */
export const READERS: Record<EventName, (poll: Poll, state: PollState) => Promise<Found>> = {
	messageReceived: async ({ session, floor }, { incoming = newWindow(floor) }) => {
		const { client, account } = session;
		const { objects, window } = await readNewIncoming(client, account, incoming);
		return {
			items: objects.map((sms) => eventItem('messageReceived', account, sms)),
			state: { incoming: window },
		};
	},

	deliveryReport: async ({ session, floor }, { deliveries = newDeliveryState(floor) }) => {
		const { messages, state } = await readDeliveries(session, deliveries);
		return {
			items: await reportItems(session.client, session.account, messages),
			state: { deliveries: state },
		};
	},

	optOut: async ({ session, floor, lookBack }, { optOuts }) => {
		const { client, account } = session;
		const before = optOuts ?? (await firstLookAtOptOuts(client, account, floor, lookBack));
		if (!optOuts && !lookBack) return { items: [], state: { optOuts: before } };
		const { objects, state } = await readNewOptOuts(client, account, before);
		return {
			items: objects.map((entry) => eventItem('optOut', account, entry)),
			state: { optOuts: state },
		};
	},

	lowCredit: async ({ session, creditThreshold }, { creditsLeft }) => {
		const { client, account } = session;
		const call = { route: 'GET /sms/{serviceName}', path: { serviceName: account } } as const;
		const details = objectIn(call, await client.call(call));
		if (typeof details.creditsLeft !== 'number') {
			throw unreadable(call, 'none', 'the credits that are left were expected');
		}
		const fell = fellBelow(creditThreshold, creditsLeft, details.creditsLeft);
		return {
			items: fell ? [eventItem('lowCredit', account, details)] : [],
			state: { creditsLeft: details.creditsLeft },
		};
	},

	senderStatus: async ({ session }, { senders }) => {
		const { client, account } = session;
		const path = { serviceName: account };
		const names = await readIds(client, { ids: 'GET /sms/{serviceName}/senders' }, path);
		const route = 'GET /sms/{serviceName}/senders/{sender}' as const;
		const now = await readBatch(client, route, path, names);
		return {
			items: decidedSenders(senders, now).map((one) => eventItem('senderStatus', account, one)),
			state: { senders: statesOf(now) },
		};
	},
};
