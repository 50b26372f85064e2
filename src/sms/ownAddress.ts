/** What stands in the place of a secret part of an address. */
export const MASK = '***';

/**
 * The end of an address that the OVHcloud SMS Trigger has registered: `/ovh-sms-1a2b3c4d/<secret>`.
 * In an error it may stand in quotes, in JSON (`\/`), or encoded within another address (`%2F`).
 */
const OWN = /((?:\/|%2f)ovh-sms-[\w-]+(?:\\?\/|%2f))(?:\\\/|[^\s"'\\<>)])+/gi;

/** A text without the secrets of the trigger's addresses in it: who knows one can call n8n there. */
export function withoutOwnSecrets(text: string): string {
	return text.replace(OWN, `$1${MASK}`);
}
