import type { Quirks } from './quirks';
import type { Account } from './types';

const ADDRESSES = ['callBack', 'stopCallBack', 'cgiUrl'];

/**
 * The changes of an account that are made of those that were asked for. Only the addresses of an account
 * are stored by these rules, those of API users as they are given.
 */
export function storedChanges(changes: Partial<Account>, rules: Quirks): Partial<Account> {
	const { smsResponse } = changes;
	return {
		...storedFields(changes, rules),
		...(smsResponse && { smsResponse: storedFields(smsResponse, rules) }),
	};
}

function storedFields<Fields extends object>(fields: Fields, rules: Quirks): Fields {
	const stored = Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
		if (!ADDRESSES.includes(name)) return [[name, value]];
		if (typeof value !== 'string') return rules.nullClears ? [[name, null]] : [];
		// Whether OVHcloud shows an address that `""` has cleared as `""` or as null is not known.
		return [[name, value.slice(0, rules.addressLength) || null]];
	});
	return Object.fromEntries(stored) as Fields;
}
