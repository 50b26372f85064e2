import type { IDataObject } from 'n8n-workflow';

import { text } from '../../../src/operations/fields';
import { isMasked } from '../../../src/sms/mask';
import { InputError } from '../../../src/sms/inputError';

/** Addresses that OVHcloud calls, for an account or for one of its API users. */
export const DELIVERY_CALLBACK = text(
	'callBack',
	'Delivery Callback URL',
	'Address that OVHcloud calls when the state of a sent SMS changes; empty for none',
);

export const REPLY_CALLBACK = text(
	'cgiUrl',
	'Reply Callback URL',
	'Address that OVHcloud calls for a reply, with the Reply Response "Call an Address"',
);

export const OPT_OUT_CALLBACK = text(
	'stopCallBack',
	'Opt-Out Callback URL',
	'Address that OVHcloud calls when a recipient replies STOP; empty for none',
);

/**
 * What Get gives out is often changed and handed to Update, and would replace the real address.
 * @throws InputError for a masked address
 */
export function refuseMasked(values: IDataObject): void {
	const masked = [DELIVERY_CALLBACK, REPLY_CALLBACK, OPT_OUT_CALLBACK].find(({ name }) =>
		isMasked(values[name]),
	);
	if (!masked) return;
	throw new InputError(
		masked.displayName,
		'is masked: its secret parts are stars, as the node gives addresses out',
		'Nothing was changed. Leave the field out to keep the address that is there, or give the whole address.',
	);
}
