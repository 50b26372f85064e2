/**
 * What stands in the place of the sender where OVHcloud leaves it empty: with messages through the
 * short number. Too long for a sender, so that no name can be meant. Source: ovh/manager, modules/sms
 * (history), read in November 2026.
 */
export const SHORT_NUMBER = 'short number';

/** A message whose empty sender is named. */
export function withSender<T extends object>(message: T): T {
	return 'sender' in message && message.sender === ''
		? { ...message, sender: SHORT_NUMBER }
		: message;
}
