/** Made-up price of a credit, in euros: real ones depend on the pack. */
const CREDIT_PRICE = 0.07;

/** @param discount share of the price, from 0 to 1 */
export function creditPrice(discount = 0): number {
	return CREDIT_PRICE * (1 - discount);
}

/** Model `order.Price`. */
export function price(euros: number) {
	const value = Math.round(euros * 1000) / 1000;
	return { currencyCode: 'EUR', text: `${value} €`, value };
}
