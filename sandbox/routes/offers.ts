import { badRequest } from '../errors';
import { creditsTo, readReceiver } from '../state/numbers';
import { ACCOUNT, accountOf, type Handlers } from './context';
import { creditPrice, price } from './prices';

/** Made-up packs: how many credits, and how much less each costs. */
const PACKS = [
	{ from: 100, to: 1000, discount: 0 },
	{ from: 1000, to: 10_000, discount: 0.1 },
	{ from: 10_000, to: null, discount: 0.2 },
];
const UNITED_STATES = '+1';

export const offerHandlers: Handlers = {
	'GET /sms/rates/packs': ({ query }) => {
		const countryCode = String(query.country);
		const credit = creditsTo(countryCode);
		return PACKS.map(({ from, to, discount }) => ({
			countryCode,
			credit,
			creditPrice: price(creditPrice(discount)),
			creditQuantityMax: to,
			creditQuantityMin: from,
			discountCreditPrice: null,
			discountPercentage: null,
			discountSmsPrice: null,
			smsPrice: price(creditPrice(discount) * credit),
			smsQuantityMax: to === null ? null : Math.floor(to / credit),
			smsQuantityMin: Math.floor(from / credit),
			vatRate: 20,
		}));
	},

	[`GET ${ACCOUNT}/seeOffers`]: (context) => {
		accountOf(context);
		const { countryCurrencyPrice, countryDestination } = context.query;
		const quantity = Number(context.query.quantity);
		const [pack] = PACKS.filter(({ from }) => quantity >= from).slice(-1);
		const { value } = price(creditPrice(pack.discount) * quantity);
		return [
			{
				countryDestination: String(countryDestination),
				giftPrice: null,
				giftQuantity: null,
				language: String(countryCurrencyPrice),
				price: value,
				quantity,
				smsQuantity: quantity / creditsTo(String(countryDestination)),
				totalPrice: value,
			},
		];
	},

	/** One example of what OVHcloud warns of: names as senders do not reach the United States. */
	[`GET ${ACCOUNT}/exceptions`]: (context) => {
		accountOf(context);
		const receiver = readReceiver(String(context.query.receiver));
		if (receiver === undefined) throw badRequest('[receiver] Invalid receiver');
		if (!receiver.startsWith(UNITED_STATES)) return [];
		return [
			{
				countrySuffixe: 'US',
				messages: ['Alphanumeric senders are replaced'],
				operators: 'all',
				restrictionCode: 'ALPHA',
				substitution: '+12025550100',
			},
		];
	},
};
