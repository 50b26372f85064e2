import { inPath } from '../state/quirks';
import type { VirtualNumber } from '../state/types';
import { accountOf, found, NUMBER, virtualNumberOf, type Context, type Handlers } from './context';

export const virtualNumberHandlers: Handlers = {
	'GET /sms/virtualNumbers': (context) => allNumbers(context).map(({ number }) => number),
	'GET /sms/virtualNumbers/{number}': (context) => ({ ...knownNumber(context), iam: null }),

	'GET /sms/{serviceName}/virtualNumbers': (context) => [
		...[...accountOf(context).virtualNumbers.keys()].map((number) =>
			inPath(context.state.quirks, number),
		),
	],
	[`GET ${NUMBER}`]: (context) => {
		const found = virtualNumberOf(context);
		return { ...found, number: inPath(context.state.quirks, found.number) };
	},
};

/** A virtual number of any account. */
export function knownNumber(context: Context): VirtualNumber {
	const { number } = context.params;
	const known = allNumbers(context).find((candidate) => candidate.number === number);
	return found(known, 'number', number);
}

function allNumbers({ state }: Context): VirtualNumber[] {
	return [...state.accounts.values()].flatMap(({ virtualNumbers }) => [...virtualNumbers.values()]);
}
