import type { AcceptedSms, Sandbox } from '../../sandbox';
import { ACCOUNT } from './operations';

/** Puts a sent message into the sandbox's history, as an earlier send would have. */
export function sentSms(sandbox: Sandbox, more: Partial<AcceptedSms> = {}): AcceptedSms {
	return sandbox.state.addSent(ACCOUNT, {
		message: 'Your order is on its way',
		tag: '',
		...more,
	});
}
