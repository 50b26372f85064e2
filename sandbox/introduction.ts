import type { AccountState, Sandbox } from './index';
import { VALIDATION_CODE } from './routes/senders';

/** What to enter in n8n, and what there is to play with. */
export function introduction({ baseUrl, pageUrl, keys, client, state }: Sandbox): string {
	const accounts = [...state.accounts.values()].flatMap((account) => ['', ...about(account)]);
	return [
		'OVHcloud SMS sandbox: nothing is really sent',
		'',
		`Phones, to read and to answer   ${pageUrl}`,
		'',
		'Credential "OVHcloud SMS API" in n8n:',
		'  Endpoint            Custom',
		`  Base URL            ${baseUrl}`,
		`  Application Key     ${keys.applicationKey}`,
		`  Application Secret  ${keys.applicationSecret}`,
		`  Consumer Key        ${keys.consumerKey}`,
		'',
		'or credential "OVHcloud SMS OAuth2 API", with the same endpoint:',
		`  Client ID           ${client.clientId}`,
		`  Client Secret       ${client.clientSecret}`,
		...accounts,
	].join('\n');
}

function about(account: AccountState): string[] {
	const { name, description, creditsLeft } = account.details;
	return [
		`${name}  "${description}", ${creditsLeft} credits`,
		...[...account.senders.values()].map(({ sender, status }) => `  sender ${sender}  (${status})`),
		...account.sendersAvailable.map(
			({ sender }) => `  ${sender} may become a sender  (code ${VALIDATION_CODE})`,
		),
		...[...account.virtualNumbers.keys()].map((number) => `  virtual number ${number}`),
		...[...account.receiverLists.values()].map(
			({ slotId, table }) => `  receiver list ${slotId}  (columns ${table.columns.join(', ')})`,
		),
		...[...account.phonebooks.values()].map((book) => `  phonebook "${book.name}"`),
		...[...account.templates.keys()].map((template) => `  template ${template}`),
		...[...account.users.keys()].map((login) => `  API user ${login}`),
	];
}
