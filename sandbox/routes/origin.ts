import { badRequest, forbidden } from '../errors';
import type { AccountState } from '../state/account';
import { shortNumber } from '../state/numbers';
import { hasContactInformation } from '../state/text';
import type { Context } from './context';

/**
 * The sender's name, when it may send. Not documented: what a virtual number answers here, from which
 * OVHcloud's front end sends by its own route; a refusal is the unkinder way.
 */
export function enabledSender({ senders }: AccountState, sender: string): string {
	const known = senders.get(sender);
	if (known?.status !== 'enable' || known.type === 'virtual') {
		throw forbidden(`Sms sender ${sender} does not exists. Please create it first`);
	}
	return sender;
}

/** The short number that replies go to, when the message may be sent under it. */
export function shortNumberFor({ details }: AccountState, message: string): string {
	if (hasContactInformation(message)) {
		throw badRequest(
			'[message] You can not send a message with contact information with shortcode (link or phone number)',
		);
	}
	return shortNumber(details.name);
}

/** The tag that is kept. OVHcloud sets one of its own when none is given. */
export function tagOf({ state }: Context, tag: string | undefined): string {
	const { tagLength } = state.quirks;
	return (tag ?? `sandbox-${state.serverNow().toString(36)}`).slice(0, tagLength);
}
