import type { AccessRule } from './auth/rules';
import type { Policy } from './auth/serviceAccounts';
import type { State } from './state/state';
import type { Account } from './state/types';

/** The OVHcloud customer that owns everything in the sandbox. */
export const NICHANDLE = 'xx12345-ovh';
export const FIRST_ACCOUNT = 'sms-xx12345-1';

/** What the sandbox's own token may do: all of the SMS API, the documents, and `GET /me`. */
export const FULL_RIGHTS: AccessRule[] = [
	...['/sms', '/sms/', '/sms/*', '/me/document', '/me/document/*'].flatMap((path) =>
		(['GET', 'POST', 'PUT', 'DELETE'] as const).map((method) => ({ method, path })),
	),
	{ method: 'GET', path: '/me' },
];

/** The same for the sandbox's own service account. */
export const FULL_POLICIES: Policy[] = [
	{
		resources: ['urn:v1:eu:resource:*'],
		actions: ['sms:apiovh:*', 'smsVirtualNumbers:apiovh:*', 'account:apiovh:*'],
	},
];

/** An SMS account as it comes, with a name, a description and credits. */
export function newAccount(name: string, description: string, creditsLeft: number): Account {
	return {
		automaticRecreditAmount: null,
		callBack: null,
		channel: 'both',
		creditThresholdForAutomaticRecredit: 0,
		creditsHoldByQuota: 0,
		creditsLeft,
		description,
		iam: {
			displayName: name,
			id: `00000000-0000-4000-8000-${name.replace(/\D/g, '').padStart(12, '0')}`,
			state: 'OK',
			tags: {},
			urn: `urn:v1:eu:resource:sms:${name}`,
		},
		name,
		smpp: false,
		smsResponse: {
			cgiUrl: null,
			responseType: 'none',
			text: null,
			trackingDefaultSmsSender: null,
			trackingOptions: [],
		},
		status: 'enable',
		stopCallBack: null,
		templates: {
			customizedEmailMode: false,
			customizedSmsMode: false,
			emailBody: null,
			emailFrom: null,
			emailSubject: null,
			smsBody: null,
		},
		userQuantityWithQuota: 0,
	};
}

/** Two accounts with senders in every state that matters for a first workflow. */
export function fillDemoWorld(state: State): void {
	state.addAccount(newAccount(FIRST_ACCOUNT, 'Boutique', 100));
	state.addSender(FIRST_ACCOUNT, { sender: 'BOUTIQUE', description: 'The shop' });
	state.addSender(FIRST_ACCOUNT, { sender: 'NEWSHOP', status: 'waitingValidation' });
	state.addSender(FIRST_ACCOUNT, {
		sender: 'REFUSED',
		status: 'refused',
		comment: 'Please send a document that proves your right to this name',
	});
	state.addVirtualNumber(FIRST_ACCOUNT, { number: '+33700000001', countryCode: 'fr' });

	state.addAvailableSender(FIRST_ACCOUNT, { referer: 'domain', sender: 'boutique.fr' });
	state.addAvailableSender(FIRST_ACCOUNT, { referer: 'nichandle', sender: '+33611223344' });
	state.addUser(FIRST_ACCOUNT, 'till-1', 'Demo1234');
	state.addTemplate(FIRST_ACCOUNT, { name: 'order', message: 'Your order #VALUE# is ready' });
	state.addReceiverList(FIRST_ACCOUNT, 1, 'Customers', [
		{ number: '+33600000001', name: 'Ada', code: 'A7' },
		{ number: '+33600000002', name: 'Bob', code: 'B8' },
	]);
	state.addPhonebook(FIRST_ACCOUNT, 'de3000b00c', 'Regulars', [
		{ group: 'friends', name: 'Ada', surname: 'Lovelace', homeMobile: '+33600000001' },
		{ group: 'friends', name: 'Bob', surname: 'Martin', workMobile: '+33600000002' },
	]);
	// A number whose look-up never succeeds.
	state.lookUps.setResult('+33600000009', { status: 'error' });

	const second = 'sms-xx12345-2';
	state.addAccount(newAccount(second, 'Atelier', 3));
	state.addSender(second, { sender: 'ATELIER', description: 'The workshop' });
}
