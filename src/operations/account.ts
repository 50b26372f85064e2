import { expectIds } from '../ovh/answers';
import type { OvhClient } from '../ovh/client';
import { InputError } from '../sms/inputError';
import type { Operation } from './operation';
import { ACCOUNT } from './properties';
import type { OperationRun } from './run';

/**
 * Gives all items the only account of the credential, where the user has left it empty. An expression
 * that gives nothing is a mistake, and is refused with its item.
 * @throws InputError | OvhError
 */
export async function fillAccount(run: OperationRun, { properties }: Operation): Promise<void> {
	// An operation that can do without an account has a parameter of its own for it.
	if (!properties.includes(ACCOUNT) || !run.isLeftEmpty(ACCOUNT.name)) return;
	run.fill(ACCOUNT.name, await onlyAccount(run.client));
}

/** @throws InputError naming the accounts, where there are several; OvhError */
export async function onlyAccount(client: OvhClient): Promise<string> {
	const call = { route: 'GET /sms' } as const;
	const [account, ...others] = expectIds(call, await client.read(call))
		.map(String)
		.sort();
	if (account === undefined) {
		throw new InputError(
			ACCOUNT.displayName,
			'is empty, and the credential sees no SMS account',
			NO_ACCOUNT,
		);
	}
	if (others.length === 0) return account;
	throw new InputError(
		ACCOUNT.displayName,
		`is empty, and the credential sees several: ${[account, ...others].join(', ')}`,
		'Nothing was done. Choose the one to use.',
	);
}

/** What to do about an account that is not there. */
export const NO_ACCOUNT =
	'Order SMS credits at OVHcloud (Control Panel → Telecom → SMS), or use the keys of the customer who has them: an SMS account shows to its owner only.';
