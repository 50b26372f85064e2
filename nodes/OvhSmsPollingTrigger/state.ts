import type { OptOutState } from '../../triggers/optOuts';
import type { Window } from '../../triggers/window';
import type { DeliveryState } from './deliveries';
import type { SenderStates } from './senders';

/**
 * What the trigger keeps in its static data, for each event that it starts on. n8n saves it at
 * activation and with each execution that a poll starts, but not after a poll without news: so
 * what is saved may be older than what was seen, and then the same is simply looked at again.
 */
export interface PollState {
	/** The account that it is about. */
	account?: string;
	incoming?: Window;
	optOuts?: OptOutState;
	deliveries?: DeliveryState;
	/** Credits at the last look. */
	creditsLeft?: number;
	senders?: SenderStates;
}
