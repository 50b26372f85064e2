import type { AcceptedSms, Sandbox } from '../../sandbox';
import { ACCOUNT } from './operations';

/** Puts a sent message into the sandbox's history, as an earlier send would have. */
export function sentSms(sandbox: Sandbox, more: Partial<AcceptedSms> = {}): AcceptedSms {
	return sandbox.state.messages.accept({
		account: ACCOUNT,
		receiver: '+33612345678',
		sender: 'BOUTIQUE',
		message: 'Your order is on its way',
		tag: '',
		credits: 1,
		parts: 1,
		characters: 24,
		marketing: false,
		differedPeriod: 0,
		country: 'fr',
		virtualNumber: null,
		...more,
	} as Parameters<Sandbox['state']['messages']['accept']>[0]);
}
