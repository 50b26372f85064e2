import type { Account } from './types';

/**
 * What becomes of the addresses in a `PUT /sms/{serviceName}` (`callBack`, `stopCallBack` and
 * `smsResponse.cgiUrl`), where OVHcloud's way is not known. The sandbox takes them as they are unless
 * it is told otherwise, at any time; those of API users always.
 */
export interface AddressRules {
	/** Whether null takes an address away. If not, the old one stays, and only `""` clears it. */
	nullClears: boolean;
	/** Characters of an address that are stored; the rest is cut off without a word. Infinity: all. */
	cutAt: number;
}

export function usualAddressRules(): AddressRules {
	return { nullClears: true, cutAt: Infinity };
}

const ADDRESSES = ['callBack', 'stopCallBack', 'cgiUrl'];

/** The changes of an account that are made of those that were asked for. */
export function storedChanges(changes: Partial<Account>, rules: AddressRules): Partial<Account> {
	const { smsResponse } = changes;
	return {
		...storedFields(changes, rules),
		...(smsResponse && { smsResponse: storedFields(smsResponse, rules) }),
	};
}

function storedFields<Fields extends object>(fields: Fields, rules: AddressRules): Fields {
	const stored = Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
		if (!ADDRESSES.includes(name)) return [[name, value]];
		if (typeof value !== 'string') return rules.nullClears ? [[name, null]] : [];
		// Whether OVHcloud shows an address that `""` has cleared as `""` or as null is not known.
		return [[name, value.slice(0, rules.cutAt) || null]];
	});
	return Object.fromEntries(stored) as Fields;
}
