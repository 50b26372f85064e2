import { creditsTo } from '../state/numbers';
import { measureText } from '../state/text';
import { found, type Handlers } from './context';
import { creditPrice, price } from './prices';
import { PTTS } from './ptts';

/** Routes that look something up and need no account. */
export const lookupHandlers: Handlers = {
	'POST /sms/estimate': ({ body }) => {
		const { message, noStopClause } = body as { message: string; noStopClause: boolean };
		return measureText(message, noStopClause);
	},

	'GET /sms/ptts': ({ query }) => {
		const code = Number(query.ptt);
		return found(PTTS[code], 'ptt', code);
	},

	'GET /sms/rates/destinations': ({ query }) => {
		const countryCode = String(query.country);
		const credit = creditsTo(countryCode);
		return {
			country: countryName(countryCode),
			countryCode,
			credit,
			price: price(credit * creditPrice()),
			vatRate: 20,
		};
	},
};

function countryName(code: string): string {
	const names = new Intl.DisplayNames(['en'], { type: 'region' });
	// `all` and a few codes of OVHcloud's list are no ISO regions.
	return /^[a-z]{2}$/.test(code) ? (names.of(code.toUpperCase()) ?? code) : code;
}
