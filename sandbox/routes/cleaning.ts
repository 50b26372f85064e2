import { readReceiver, roundCredits } from '../state/numbers';
import { tableOf, type ReceiverList } from '../state/receiverLists';
import { LOOK_UP_CREDITS, takeCredits } from './charging';
import { accountOf, type Context } from './context';

const INVALID_NUMBER = 23;

/**
 * Not documented in detail. Here the free cleaning takes away what earlier messages found to be no
 * number, the paid one what a look-up of each finds invalid or out of reach; `priceOnly` does nothing.
 */
export function cleanList(context: Context, list: ReceiverList) {
	const { freemium, priceOnly } = context.body as { freemium: boolean; priceOnly: boolean };
	const { state, settings } = context;
	const { rows } = tableOf(list, settings.now());
	const price = freemium ? 0 : roundCredits(rows.length * LOOK_UP_CREDITS);
	if (priceOnly) return { taskId: 0, totalCreditsRemoved: price };
	takeCredits(context, price);
	const keeps = (number: string) => {
		if (freemium) {
			return state.messages.sentTo(number).every(({ outcome }) => outcome.ptt !== INVALID_NUMBER);
		}
		const { valid, reachable } = state.lookUps.resultOf(number);
		return valid && reachable;
	};
	const startedAt = settings.now();
	list.cleaned = {
		readyAt: startedAt + settings.taskDelayMs,
		rows: rows.filter(({ number }) => keeps(readReceiver(number) ?? number)),
	};
	const { tasks } = accountOf(context);
	const taskId = tasks.length + 1;
	tasks.push({ taskId, startedAt });
	return { taskId, totalCreditsRemoved: price };
}
