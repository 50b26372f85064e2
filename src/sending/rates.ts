import { type AnswerOf, type ApiCall, nameOf } from '../ovh/call';
import { OvhError } from '../ovh/errors';
import { SmsCountryEnum } from '../ovh/model.generated';
import { InputError } from '../sms/inputError';
import { isTime2Chat, TIME2CHAT_CREDITS } from '../sms/virtualNumbers';
import type { From } from './sendRequest';

const ROUTE = 'GET /sms/rates/destinations';

/** Where the rates come from. */
export interface RateSource {
	read(call: ApiCall<typeof ROUTE>): Promise<AnswerOf<typeof ROUTE>>;
}

/** Whether OVHcloud has a price for messages to a country. */
export function hasRate(country: string | undefined): country is string {
	const code = country?.toLowerCase();
	// The enum's "all" is no country.
	return code !== 'all' && (SmsCountryEnum as readonly (string | undefined)[]).includes(code);
}

/** What messages cost, by destination. Each country is asked for once. */
export class Rates {
	private readonly known = new Map<string, Promise<number>>();

	constructor(private readonly source: RateSource) {}

	/**
	 * Credits that one part of a message to a country takes.
	 * @param country ISO 3166-1 alpha-2
	 * @throws InputError for a country without a price
	 * @throws OvhError
	 */
	async creditsPerPart(country: string): Promise<number> {
		if (!hasRate(country)) {
			throw new InputError(
				'To',
				`goes to "${country}", for which OVHcloud lists no price`,
				'Leave these recipients out, or do without a limit of credits for them.',
			);
		}
		const code = country.toLowerCase();
		const rate = this.known.get(code) ?? this.read(code);
		this.known.set(code, rate);
		return await rate.catch((error: unknown) => {
			// The next one who asks may have more luck.
			this.known.delete(code);
			throw error;
		});
	}

	private async read(country: string): Promise<number> {
		const answer = await this.source.read({ route: ROUTE, query: { country } });
		if (typeof answer?.credit === 'number' && answer.credit >= 0) return answer.credit;
		throw new OvhError({
			kind: 'unreadable',
			effect: 'none',
			...nameOf({ route: ROUTE }),
			reason: 'the credits of a destination were expected',
		});
	}
}

/** What each part takes from this sender, where that does not depend on the destination. */
export function priceFrom(from: From): { creditsPerPart?: number } {
	const isChat = from.senderType === 'virtualNumber' && isTime2Chat(from.virtualNumber);
	return isChat ? { creditsPerPart: TIME2CHAT_CREDITS } : {};
}
