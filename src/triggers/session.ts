import type { OvhClient } from '../ovh/client';
import type { EventName } from './events';
import type { EventFilters } from './filters';

/** What a trigger watches, and its way to OVHcloud. */
export interface Session {
	client: OvhClient;
	account: string;
	events: Set<EventName>;
	filters: EventFilters;
	/** Whether reports of SMS that are still on their way are of no interest. */
	finalStatesOnly: boolean;
	/** Seconds of the past that an event begins with. */
	lookBackSeconds: number;
	creditThreshold: number;
	/** Whether items have the most asked for fields only. */
	simplify: boolean;
	/** Whether the activation has ended meanwhile. */
	isOver: () => boolean;
}

/** What names the account in a path. */
export function pathOf({ account }: Pick<Session, 'account'>): { serviceName: string } {
	return { serviceName: account };
}
