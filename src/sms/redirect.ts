import { parseRecipients, type Recipient } from './recipients';

/** SMS that a run sends to the phone of "Redirect To" at most. */
export const MOST_REDIRECTED = 20;

/** Texts of a mail-merge that are sent there. */
export const MOST_OF_BATCH = 3;

/** What an output tells of a message that goes to the phone of "Redirect To" instead. */
export interface Redirected {
	redirectedTo: string;
	/** In E.164. */
	meantFor: string[];
}

/** A text that begins with whom it was for. */
export function redirectedText(text: string, { meantFor: [first, ...others] }: Redirected): string {
	const more = others.length > 0 ? ` and ${others.length} more` : '';
	return `for ${first}${more}: ${text}`;
}

/** The phone, as a recipient. */
export function redirectPhone({ redirectedTo }: Redirected): Recipient[] {
	return parseRecipients(redirectedTo, { allowPremium: true });
}
