import type { Results } from './cases';
import { decimals, duration, times } from './format';
import { ANSWER_TIME_MS, CONCURRENT_REQUESTS } from './measure';
import type { OnceWindow } from './onceKey';
import { picture } from './picture';
import { groupsOf } from './rows';
import { markdownTable } from './table';

export const PICTURE = '.github/assets/bench.svg';

/** Where the plain way is faster, said as plainly. */
export function atOnceRemark({ differentTexts: { node, bare, atOnce } }: Results): string {
	return (
		`n8n's HTTP Request node starts the requests of all items at once. With the ${decimals(atOnce.requests, 0)} of (b) it takes ${duration(atOnce.seconds)}, ` +
		`which is ${times(node.seconds / atOnce.seconds)} faster than this node, which begins with few requests at a time and has at most ${CONCURRENT_REQUESTS} under way (bare loop with ${CONCURRENT_REQUESTS}: ${duration(bare.seconds)}). ` +
		'The sandbox never answered "too many requests" here.'
	);
}

export function onceRemark({ keys, bothSent, alwaysUpToMs, neverAfterMs }: OnceWindow): string {
	const share = decimals((bothSent / keys) * 100, 0);
	return (
		`Two executions with the same once key that begin 0 to 200 ms apart, ${ANSWER_TIME_MS} ms for each answer: both sent for ${bothSent} of ${keys} keys (${share} %), ` +
		`always up to ${alwaysUpToMs} ms apart, never more than ${neverAfterMs} ms apart.`
	);
}

/** What the rows of (d) leave out. */
const PAGES_REMARK =
	'Where OVHcloud refuses pages, the very first read of a list takes one request more: that is remembered for the endpoint and the keys.';

/** What the bench has measured: `tools/bench/results.json`. */
export interface Report {
	results: Results;
	once: OnceWindow;
}

/** The picture of docs/speed.md, as SVG. */
export function benchPicture({ results }: Report): string {
	return picture(
		groupsOf(results),
		`Time (bars) and requests, each case on its own scale; ${ANSWER_TIME_MS} ms for each answer. ≈ calculated, not measured.`,
	);
}

/** The section of docs/speed.md, as Markdown. */
export function benchSection({ results, once }: Report): string {
	return [
		`![Time and requests of each way to send](../${PICTURE})`,
		markdownTable(groupsOf(results)),
		'≈: calculated from (a), not measured.',
		atOnceRemark(results),
		PAGES_REMARK,
		onceRemark(once),
	].join('\n\n');
}
