import type { Case } from './numberCases';

/**
 * A log of inputs from public reports, collected in November 2026 after the reading of numbers was
 * written; digits that may be somebody's are replaced. One was wrong at first: 18240475607 was said
 * to have no country code, and not that its plus is missing.
 */
export const REPORTED: Case[] = [
	['+61(0431)234-567', undefined, '+61431234567', 'steemit/faucet#234'],
	['+90 0532 123 45 67', undefined, '+905321234567', 'Purelymail/purelymail-issues#439'],
	['087 541 4778', 'IE', '+353875414778', 'msywensky/nativescript-phone#39'],
	['+9720501234567', undefined, '+972501234567', 'GoodDollar/GoodDAPP#2332'],
	['49 1512 3456789', 'DE', '+4915123456789', 'netzbegruenung/keycloak-mfa-plugins#36'],
	['0049 1512 3456789', 'DE', '+4915123456789', 'netzbegruenung/keycloak-mfa-plugins#36'],
	['+64044567890', undefined, '+6444567890', 'google/libphonenumber#366'],
	['+31 010 1234567', undefined, '+31101234567', 'bl00mber/react-phone-input-2#89'],
	['+39036384331', undefined, '+39036384331', 'thegamenicorus/react-native-phone-input#20'],
	['+4407400123456', undefined, '+447400123456', 'signalapp/Signal-Android#5928'],
	['+6475052806', 'CA', '+6475052806', 'daviddrysdale/python-phonenumbers#261'],
	['375447521111', 'BY', '+375447521111', 'catamphetamine/libphonenumber-js#376'],
	['00113476208000', 'NL', '+13476208000', 'twcclegg/libphonenumber-csharp#211'],
	['33169454850', 'FR', '+33169454850', 'catamphetamine/libphonenumber-js#324'],
	// Landlines both ways, and then it is the national one: +49 6128 966000 needs its plus.
	['496128966000', 'DE', '+49496128966000', 'google/libphonenumber#750'],
	['498990990000', 'DE', '+498990990000', 'google/libphonenumber#750'],
	// A mobile number of the US before a landline of Cuba.
	['5347518460', 'US', '+15347518460', 'google/libphonenumber#1047'],
	[441843297700, 'US', '+441843297700', 'catamphetamine/libphonenumber-js#298'],
	[441843297700, 'GB', '+441843297700', 'catamphetamine/libphonenumber-js#298'],
	['+1\ufe0d-202-555-0123', undefined, '+12025550123', 'woocommerce/woocommerce#58000'],
	['\u202d+44 7400 123456\u202c', undefined, '+447400123456', 'verbb/hyper#86'],
	['tel:447400123456', 'GB', '+447400123456', 'verbb/hyper#86'],
	['\u200e79022222222', 'RU', '+79022222222', 'contao/core#8434'],
	[924235761999, 'PK', '+924235761999', 'pakaccountants.com/formatting-telephone-numbers-in-excel'],
	[14255550177, 'US', '+14255550177', 'howtomicrosoftofficetutorials.blogspot.com/2017/02'],
	['+33.690629042', undefined, '+590690629042', 'daviddrysdale/python-phonenumbers#241'],
	['0690335941', 'FR', '+590690335941', 'giggsey/libphonenumber-for-php#517'],
	['+33 7 29 57 01 09', undefined, '+33729570109', 'jackocnr/intl-tel-input#1093'],
	['+3306 12 34 56 78', undefined, '+33612345678', 'osunyorg/admin#512'],
	['069290 1234', 'FR', '+262692901234', 'Immersion-Facilitee/immersion-facile#4925'],
	[
		'０９０－１２３４－５６７８',
		'JP',
		'+819012345678',
		'buralog.jp/en/trusted-phone-number-risk-2-en',
	],
	['+972 (3) 617-6666', undefined, '+97236176666', 'blogs.microsoft.co.il/noams/2009/09/29'],
];

export const REPORTED_REFUSED: Case[] = [
	['+5108675432', 'US', 'for a number in Peru', 'catamphetamine/libphonenumber-js#488'],
	['+33 12 34 56 78', undefined, 'too short for a number in France', 'betagouv/ma-cantine#3784'],
	['phone=+351931234567', undefined, 'is not a phone number', 'twilio/twilio-php#399'],
	['18005551212x123', 'US', 'is not a phone number', 'OpenSourceActivismTech/call-power#34'],
	['a53055a51212a', 'US', 'is not a phone number', 'google/libphonenumber#1199'],
	['18240475607', undefined, 'lacks its plus', 'twilio/twilio-node#341'],
];
