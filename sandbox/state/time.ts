/** OVHcloud's date-times: ISO 8601 in whole seconds with an offset, e.g. `2026-01-31T09:00:00+00:00`. */
export function ovhDatetime(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}

/** Whether an OVHcloud date-time lies between two others, both included and both optional. */
export function isBetween(datetime: string, from: string | undefined, to: string | undefined) {
	const at = Date.parse(datetime);
	return (
		(from === undefined || at >= Date.parse(from)) && (to === undefined || at <= Date.parse(to))
	);
}
