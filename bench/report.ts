import type { Results } from './cases';
import { decimals, duration, times } from './format';
import { ANSWER_TIME_MS, CONCURRENT_REQUESTS } from './measure';
import type { OnceWindow } from './onceKey';
import { groupsOf } from './rows';
import { markdownTable } from './table';

export const PICTURE = '.github/assets/bench.svg';

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

/** Where the plain way is faster, said as plainly. */
export function atOnceRemark({ differentTexts: { node, bare, atOnce } }: Results): string {
	return (
		`n8n's HTTP Request node starts the requests of all items at once. With the ${decimals(atOnce.requests, 0)} of (b) it takes ${duration(atOnce.seconds)}, ` +
		`which is ${times(node.seconds / atOnce.seconds)} faster than this node with its ${CONCURRENT_REQUESTS} requests at a time, and faster than anything with ${CONCURRENT_REQUESTS} at a time can be (bare loop: ${duration(bare.seconds)}). ` +
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

/** The README with the results between its two marks. */
export function withResults(readme: string, parts: Parts): string {
	const start = readme.indexOf(START);
	const end = readme.indexOf(END);
	if (start < 0 || end < start) throw new Error(`The README lacks ${START} and ${END}`);
	return `${readme.slice(0, start + START.length)}\n\n${markdown(parts)}\n\n${readme.slice(end)}`;
}

interface Parts {
	results: Results;
	once: OnceWindow;
}

function markdown({ results, once }: Parts): string {
	return [
		`![Time and requests of each way to send](${PICTURE})`,
		markdownTable(groupsOf(results)),
		'≈: calculated from (a), not measured.',
		atOnceRemark(results),
		onceRemark(once),
	].join('\n\n');
}
