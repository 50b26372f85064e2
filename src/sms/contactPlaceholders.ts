/**
 * What OVHcloud's front end writes into fields of a contact that its user leaves empty, and shows as
 * empty. Source: ovh/manager, modules/sms (phonebooks), read in November 2026.
 */
const PLACEHOLDERS = {
	group: 'No group',
	homeMobile: '0033',
	homePhone: '0033',
	workMobile: '0033',
	workPhone: '0033',
};

/** A contact whose placeholders are empty. */
export function withoutPlaceholders<T extends Record<string, unknown>>(contact: T): T {
	const blanks = Object.entries(PLACEHOLDERS).filter(([name, value]) => contact[name] === value);
	return { ...contact, ...Object.fromEntries(blanks.map(([name]) => [name, ''])) };
}
