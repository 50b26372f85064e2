import type { IDataObject } from 'n8n-workflow';

import type { EventName } from '../../triggers/events';
import type { OptOutState } from '../../triggers/optOuts';
import type { Window } from '../../triggers/window';

/** What a trigger knows of what it gave out. Only ever written as a whole. */
export interface Progress {
	/** Only where the trigger starts on them, as with `optOuts`. */
	incoming?: Window;
	optOuts?: OptOutState;
	/**
	 * Seconds since 1970 by OVHcloud's clock: SMS of before are not looked for. Only where the trigger
	 * starts on delivery reports: since it does.
	 */
	since?: number;
	/** Ids of the SMS whose final state was given out: `encodeIds`. */
	reported: string;
	/** States in between that were given out: id, ptt and receipt. */
	states: string[];
	/** SMS that were told of, but could not be read yet: `encodeIds`. */
	unread: string;
	/** The n8n process that wrote this; none where something may have been missed since. */
	writer: string;
}

/** What the trigger keeps in its static data. */
export interface TriggerState {
	secret?: string;
	/** The SMS account that it registered on. */
	account?: string;
	/** Events whose places on the account hold an address of it. */
	registered?: EventName[];
	progress?: Progress;
	/** Seconds since 1970 by OVHcloud's clock. */
	deactivatedAt?: number;
}

/** The trigger's static data; n8n saves it after activation, deactivation and each call. */
export function stateOf(context: {
	getWorkflowStaticData(type: string): IDataObject;
}): TriggerState {
	return context.getWorkflowStaticData('node') as TriggerState;
}
