import type { Sandbox } from './index';

/** What to enter in n8n, and what there is to play with. */
export function introduction({ baseUrl, pageUrl, keys, state }: Sandbox): string {
	const accounts = [...state.accounts.values()].flatMap(({ details, senders, virtualNumbers }) => [
		'',
		`${details.name}  "${details.description}", ${details.creditsLeft} credits`,
		...[...senders.values()].map(({ sender, status }) => `  sender ${sender}  (${status})`),
		...[...virtualNumbers.keys()].map((number) => `  virtual number ${number}`),
	]);
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
		...accounts,
	].join('\n');
}
