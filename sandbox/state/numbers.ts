/** Countries the sandbox tells apart; every other number costs one credit per part. */
const COUNTRIES = [
	// Canada, too, which the sandbox does not tell apart.
	{ prefix: '+1', country: 'us', credits: 1 },
	{ prefix: '+33', country: 'fr', credits: 1 },
	{ prefix: '+44', country: 'gb', credits: 0.5 },
	{ prefix: '+91', country: 'in', credits: 0.4 },
];

/**
 * Reads a receiver the way OVHcloud does: `+33612345678` or `0033612345678`; national numbers fail.
 * @returns the number with `+`, or undefined when the receiver is invalid
 */
export function readReceiver(receiver: string): string | undefined {
	const number = receiver.replace(/^00/, '+');
	if (!/^\+[1-9]\d{6,14}$/.test(number)) return undefined;
	if (number.startsWith('+33') && !/^\+33[1-9]\d{8}$/.test(number)) return undefined;
	return number;
}

/** @param number with `+` */
export function destinationOf(number: string): { country: string; credits: number } {
	const known = COUNTRIES.find(({ prefix }) => number.startsWith(prefix));
	return known ?? { country: 'zz', credits: 1 };
}

/** Credits for one part to a country, by its two-letter code. */
export function creditsTo(country: string): number {
	return COUNTRIES.find((entry) => entry.country === country)?.credits ?? 1;
}

/** Credits without the noise of binary fractions. */
export function roundCredits(credits: number): number {
	return Math.round(credits * 10000) / 10000;
}

/** A five-digit number per account; OVHcloud draws one per conversation. */
export function shortNumber(serviceName: string): string {
	const sum = [...serviceName].reduce((total, char) => total + char.charCodeAt(0), 0);
	return String(38000 + (sum % 1000));
}
