import { roundCredits } from './numbers';
import type { ReceiverList } from './receiverLists';
import type { Account } from './types';

/** Model `sms.User`. OVHcloud's holds the password too, which clients had better not show. */
export interface User {
	alertThresholdInformations: {
		alertEmail: string;
		alertNumber: string;
		alertThreshold: number;
		support: 'both' | 'mail' | 'sms';
	};
	callBack: string | null;
	ipRestrictions: string[];
	login: string;
	password: string;
	quotaInformations: { quotaLeft: number; quotaStatus: 'active' | 'inactive' };
	stopCallBack: string | null;
}

/** An API user with what is its own. */
export interface UserState {
	details: User;
	/** By slot. */
	receiverLists: Map<number, ReceiverList>;
}

export function newUser(login: string, password: string): UserState {
	return {
		details: {
			alertThresholdInformations: {
				alertEmail: '',
				alertNumber: '',
				alertThreshold: 0,
				support: 'mail',
			},
			callBack: null,
			ipRestrictions: [],
			login,
			password,
			quotaInformations: { quotaLeft: 0, quotaStatus: 'inactive' },
			stopCallBack: null,
		},
		receiverLists: new Map(),
	};
}

export function hasQuota({ details }: UserState): boolean {
	return details.quotaInformations.quotaStatus === 'active';
}

/** Brings an account's sums about its users' quotas up to date. */
export function countQuotas({
	details,
	users,
}: {
	details: Account;
	users: Map<string, UserState>;
}): void {
	const withQuota = [...users.values()].filter(hasQuota);
	const held = withQuota.map((user) => user.details.quotaInformations.quotaLeft);
	details.userQuantityWithQuota = withQuota.length;
	details.creditsHoldByQuota = roundCredits(held.reduce((sum, credits) => sum + credits, 0));
}
