/** Whether credits have just fallen below a threshold, by what they were at the last look. */
export function fellBelow(threshold: number, before: number | undefined, now: number): boolean {
	return before !== undefined && before >= threshold && now < threshold;
}
