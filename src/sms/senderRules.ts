import { InputError } from './inputError';

/** Longest sender name that phone networks carry. */
export const LONGEST_SENDER = 11;

/**
 * What French operators block as too general, as far as it is published. Source: the charter of the
 * AF2M, in force since 2025-03-10, as told by OVHcloud and smsmode in November 2026.
 */
const GENERAL_WORDS = /alert|bank|colis|rdv/i;

/** Whether a sender is a phone number, however it is written. */
function isPhone(sender: string): boolean {
	return /^\+?[\d\s().-]+$/.test(sender) && sender.replace(/\D/g, '').length > 5;
}

/** @throws InputError for a name that OVHcloud refuses everywhere */
export function checkSenderName(sender: string): void {
	if (isPhone(sender) || sender.length <= LONGEST_SENDER) return;
	throw new InputError(
		'Sender',
		`"${sender}" has ${sender.length} characters, more than the ${LONGEST_SENDER} of a sender name`,
		'Nothing was asked for. Choose a shorter name.',
	);
}

/** Why operators in France may refuse a name, if they may. */
export function frenchRemark(sender: string): string | undefined {
	if (isPhone(sender)) return undefined;
	const faults = [
		/[^a-z\d]/i.test(sender) && 'holds more than the letters A to Z and digits',
		/^\d+$/.test(sender) && 'is digits alone',
		GENERAL_WORDS.test(sender) && `holds the general word "${GENERAL_WORDS.exec(sender)?.[0]}"`,
	].filter(Boolean);
	return faults.length
		? `Operators in France may refuse the sender "${sender}": it ${faults.join(', and ')}`
		: undefined;
}
