import type { IDataObject } from 'n8n-workflow';

import type { Cursor } from '../../src/triggers/cursor';
import type { CallKind } from './address';

/** What stood in each place of an account before; the address there holds it, too. */
export type Covered = Partial<Record<CallKind, string | null>>;

/** What the trigger keeps in its static data. Its parts are only ever replaced as a whole. */
export interface TriggerState {
	/**
	 * What the secret of its addresses is made of, with the credential; the same in all activations,
	 * so that no old copy of this leaves it deaf.
	 */
	seed?: string;
	/** What that secret is known by. */
	secretHash?: string;
	/** The accounts on which addresses of it may stand. */
	places?: Record<string, Covered>;
	cursor?: Cursor;
}

/** The trigger's static data; n8n saves it after activation, deactivation and each call. */
export function stateOf(context: {
	getWorkflowStaticData(type: string): IDataObject;
}): TriggerState {
	return context.getWorkflowStaticData('node') as TriggerState;
}
