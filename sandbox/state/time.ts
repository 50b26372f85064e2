/** OVHcloud's date-times: ISO 8601 in whole seconds with an offset, e.g. `2026-01-31T09:00:00+00:00`. */
export function ovhDatetime(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whether an OVHcloud date-time lies between two others, both included and both optional.
 * @param precision how exactly it is compared
 */
export function isBetween(
	datetime: string,
	from: string | undefined,
	to: string | undefined,
	precision: 'second' | 'day' = 'second',
): boolean {
	const step = precision === 'day' ? DAY_MS : 1;
	const at = (date: string) => Math.floor(Date.parse(date) / step);
	return (
		(from === undefined || at(datetime) >= at(from)) && (to === undefined || at(datetime) <= at(to))
	);
}
