import { get } from '../../../src/operations/builders';
import { choice } from '../../../src/operations/fields';
import type { Resource } from '../../../src/operations/operation';
import { SmsBillingCountryEnum, SmsCountryEnum } from '../../../src/ovh/model.generated';

const REGIONS = new Intl.DisplayNames(['en'], { type: 'region' });

/** OVHcloud's country codes with their names; a few of them are no countries. */
function countries(codes: readonly string[]) {
	return codes.map((value) => ({
		value,
		name: value === 'all' ? 'All Countries' : nameOf(value),
	}));
}

function nameOf(code: string): string {
	return REGIONS.of(code.toUpperCase()) ?? code;
}

export const rate: Resource = {
	value: 'rate',
	name: 'Rate',
	operations: [
		get('GET /sms/rates/destinations', {
			noun: 'rate',
			description: 'Read what one part of an SMS to a country takes: credits and price',
			query: [
				choice('country', 'Country', countries(SmsCountryEnum), 'Country of the recipients', {
					default: 'fr',
				}),
			],
			options: [
				choice(
					'billingCountry',
					'Billing Country',
					countries(SmsBillingCountryEnum),
					'Country where the credits are bought',
					{ default: 'fr' },
				),
			],
		}),
	],
};
