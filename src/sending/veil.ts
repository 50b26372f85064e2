import type { Open } from './journal';
import type { SendItem, SendRequest } from './plan';

/** What the journal keeps of the words of a request. */
export type Words = Omit<SendRequest, 'shares'>;

type Veiling = Pick<SendItem, 'message' | 'hiddenText'>;

/** For the journal, which lies in the execution's data: a hidden text does not stand there. */
export function veiled(open: Open<Words>, { message, hiddenText }: Veiling): Open<Words> {
	return hiddenText === undefined ? open : withText(open, message.message, hiddenText);
}

/** The same with the text itself, which the item has again in each try. */
export function unveiled(open: Open<Words>, { message, hiddenText }: Veiling): Open<Words> {
	return hiddenText === undefined ? open : withText(open, hiddenText, message.message);
}

function withText(open: Open<Words>, from: string, to: string): Open<Words> {
	const asked = open.asked.map((words) =>
		words.message.message === from
			? { ...words, message: { ...words.message, message: to } }
			: words,
	);
	return { ...open, asked };
}
