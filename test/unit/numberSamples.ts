import { getExample } from 'awesome-phonenumber';

import { seeded } from './random';

/** Countries whose numbers are generated. */
export const COUNTRIES_OF_SAMPLES = [
	...['FR', 'DE', 'GB', 'ES', 'IT', 'BE', 'NL', 'LU', 'CH', 'AT', 'PT', 'IE', 'PL', 'CZ'],
	...['SE', 'NO', 'DK', 'FI', 'GR', 'HU', 'RO', 'BG', 'UA', 'TR', 'US', 'CA', 'MX', 'BR'],
	...['AR', 'MA', 'DZ', 'TN', 'SN', 'CI', 'BJ', 'ZA', 'IN', 'CN', 'JP', 'AU'],
] as const;
