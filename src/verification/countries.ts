/** Overseas territories whose numbers are countries of their own; ISO 3166-1 alpha-2. */
const OVERSEAS: Record<string, string[]> = {
	AU: ['CC', 'CX'],
	DK: ['FO', 'GL'],
	FI: ['AX'],
	FR: ['BL', 'GF', 'GP', 'MF', 'MQ', 'NC', 'PF', 'PM', 'RE', 'WF', 'YT'],
	GB: ['GG', 'IM', 'JE'],
	NL: ['AW', 'BQ', 'CW', 'SX'],
	NO: ['SJ'],
	US: ['AS', 'GU', 'MP', 'PR', 'VI'],
};

/** A country and its overseas territories. */
export function withOverseas(country: string): string[] {
	const code = country.trim().toUpperCase();
	return [code, ...(OVERSEAS[code] ?? [])];
}
