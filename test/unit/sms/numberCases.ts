/** Numbers as people have them: what was written, the default country, the number, the source. */
export type Case = [
	written: unknown,
	country: string | undefined,
	receiver: string,
	source: string,
];

/** Refused: the problem, or a part of it, takes the place of the number. */
export type RefusedCase = Case;

export const READ: Case[] = [
	// International, without its plus.
	['491773333333', 'DE', '+491773333333', 'awesome-phonenumber#101'],
	[491773333333, 'DE', '+491773333333', 'libphonenumber#1335'],
	['33612345678', 'DE', '+33612345678', 'frappe#5811'],
	['33612345678', 'IT', '+33612345678', 'frappe#5811'],
	['33612345678', 'LU', '+33612345678', 'frappe#5811'],
	['4915112345678', 'FR', '+4915112345678', 'frappe#5811'],
	['447400123456', 'FR', '+447400123456', 'frappe#5811'],
	// Overseas numbers within France.
	['0690123456', 'FR', '+590690123456', 'Immersion-facile#165'],
	['0691123456', 'FR', '+590691123456', 'Immersion-facile#165'],
	['0692123456', 'FR', '+262692123456', 'Immersion-facile#165'],
	['0693123456', 'FR', '+262693123456', 'rdv-insertion#167'],
	['0694123456', 'FR', '+594694123456', 'rdv-insertion#167'],
	['0696123456', 'FR', '+596696123456', 'rdv-insertion#167'],
	['0697123456', 'FR', '+596697123456', 'rdv-insertion#167'],
	['0639123456', 'FR', '+262639123456', 'rdv-insertion#167'],
	['+33692123456', undefined, '+262692123456', 'rdv-insertion#167'],
	['0033 6 90 12 34 56', 'DE', '+590690123456', 'rdv-insertion#167'],
	['33692123456', 'FR', '+262692123456', 'rdv-insertion#167'],
	['0692123456', 'RE', '+262692123456', 'rdv-insertion#167'],
	['0612345678', 'RE', '+33612345678', 'rdv-insertion#167'],
	['0690123456', 'MQ', '+590690123456', 'rdv-insertion#167'],
	// Marks that nobody sees.
	['+336\ufe0f12345678', undefined, '+33612345678', 'woocommerce#58000'],
	['+33612\u3164345678', undefined, '+33612345678', 'woocommerce#58000'],
	['+33612\u034f345678', undefined, '+33612345678', 'woocommerce#58000'],
	['+33612\u0007345678\u0000', undefined, '+33612345678', 'woocommerce#58000'],
	['\u2068+33 6 12 34 56 78\u2069', undefined, '+33612345678', 'woocommerce#58000'],
	['+3\ufe0f\u20e33\ufe0f\u20e36\u00ad12345678', 'FR', '+33612345678', 'woocommerce#58000'],
	// The 1 that Mexico gave up.
	['+5215512345678', undefined, '+525512345678', 'code-chat#107'],
	['005215512345678', undefined, '+525512345678', 'python-phonenumbers#306'],
	['5215512345678', 'MX', '+525512345678', 'python-phonenumbers#306'],
	// A zero, or a plus, too many.
	['00612345678', 'FR', '+33612345678', 'libphonenumber#1815'],
	['+0612345678', 'FR', '+33612345678', 'libphonenumber#1815'],
	// Spreadsheets and JavaScript.
	[33612345678, 'FR', '+33612345678', 'xlsx'],
	[612345678, 'FR', '+33612345678', 'xlsx'],
	['3.3612345678E+10', 'FR', '+33612345678', 'xlsx'],
	['3,3612345678E+10', 'FR', '+33612345678', 'xlsx'],
	// What was right stays right.
	['+39 06 1234 5678', undefined, '+390612345678', 'Italy'],
	['+39 347 1234567', undefined, '+393471234567', 'Italy'],
	['+22901 97 12 34 56', undefined, '+2290197123456', 'Benin'],
	['+225 07 12 34 56 78', undefined, '+2250712345678', 'Ivory Coast'],
	['0712345678', 'CI', '+2250712345678', 'Ivory Coast'],
	['(11) 96123-4567', 'BR', '+5511961234567', 'Brazil'],
	['011 15-2345-6789', 'AR', '+5491123456789', 'Argentina'],
	['+33 (0)6 12 34 56 78', undefined, '+33612345678', 'France'],
	['+٣٣٦١٢٣٤٥٦٧٨', undefined, '+33612345678', 'Arabic digits'],
	['+３３６１２３４５６７８', undefined, '+33612345678', 'full-width digits'],
];

export const REFUSED: RefusedCase[] = [
	['061234567', 'FR', 'is too short for a number in France', 'a digit missing'],
	['+33061234567', undefined, 'is too short for a number in France', 'a digit missing'],
	['06123456789', 'FR', 'is too long for a number in France', 'a digit too many'],
	['+612345678', undefined, 'is too short for a number in Australia', 'libphonenumber#1815'],
	['00612345678', undefined, 'is too short for a number in Australia', 'libphonenumber#1815'],
	['+33012345678', 'DE', 'is too short for a number in France', 'libphonenumber#1815'],
	['+999612345678', undefined, 'begins with no country code that exists', 'typing'],
	[' 33612345678', undefined, 'lacks its plus', 'raspisms#23'],
	[
		'06 12 34 56 78',
		undefined,
		'has no country code: in France it would be +33612345678',
		'raspisms#23',
	],
	['612345678', undefined, 'has no country code: in France it would be +33612345678', 'xlsx'],
	['+33899123456', undefined, 'is a premium-rate number', 'premium'],
	['08 99 12 34 56', 'FR', 'is a premium-rate number', 'premium'],
	['3.36E+10', 'FR', 'has lost digits', 'xlsx'],
	['3,36123E+10', 'FR', 'has lost digits', 'xlsx'],
	[3.36e10, 'FR', 'has lost digits', 'xlsx'],
	[Number('33612345678901234567'), 'FR', 'has lost digits', 'JavaScript'],
	['nobody', 'FR', 'is not a phone number', 'text'],
];
