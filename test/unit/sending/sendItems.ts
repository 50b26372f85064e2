import type { SendItem } from '../../../src/sending/plan';
import type { Message } from '../../../src/sending/sendRequest';
import { requestTo } from './sendRequests';

/** An item that texts these receivers. */
export function itemTo(
	item: number,
	receivers: string[],
	message: Partial<Message> = {},
	change: Partial<SendItem> = {},
): SendItem {
	const recipients = receivers.map((receiver) => ({ input: receiver, receiver, country: 'FR' }));
	return { ...requestTo([], message), item, recipients, ...change };
}
