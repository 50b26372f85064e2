import type { Results } from './cases';
import type { CsvMeasure } from './csv';
import type { Measured } from './measure';
import { decimals, times } from './format';
import type { NumbersMeasured } from './numbers';

/** A promise of the project, and whether this run kept it. */
export interface Target {
	text: string;
	found: string;
	met: boolean;
}

const MOST_MEGABYTES = 1000;
const MOST_CSV_MEGABYTES = 400;

/** How much longer an item may take among 100,000 than among 20,000; with a quadratic step, it is 5. */
const LINEAR = 1.5;

export function targetsOf(results: Results): Target[] {
	const { oneText, differentTexts, growing, many, history, histories } = results;
	const fewer = oneText.oneByOne.requests / oneText.node.requests;
	const faster = differentTexts.oneByOne.seconds / differentTexts.node.seconds;
	const slower = differentTexts.node.seconds / differentTexts.atOnce.seconds;
	const [least] = growing;
	const growth = many.node.seconds / many.node.items / (least.seconds / least.items);
	return [
		target('(a) at least 100 times fewer requests', times(fewer), fewer >= 100),
		target('(b) at least 4 times faster than one at a time', times(faster), faster >= 4),
		target('(b) at most 2.5 times all requests at once', times(slower), slower <= 2.5),
		target('(c) at most 201 requests', String(many.node.requests), many.node.requests <= 201),
		target(
			`(c) an item takes at most ${decimals(LINEAR, 1)} times as long among 100,000 as among 20,000`,
			times(growth),
			growth <= LINEAR,
		),
		target(
			'(c) less than 1 GB of memory',
			`${decimals(many.node.peakMegabytes, 0)} MB`,
			many.node.peakMegabytes < MOST_MEGABYTES,
		),
		target(
			'(d) at most 2 requests',
			`${history.node.requests} instead of ${history.oneByOne.requests}`,
			history.node.requests <= 2,
		),
		requestsTarget('(d) 10,000 messages', histories.long, 11),
		requestsTarget('(d) 1,000 messages, pages refused', histories.withoutPages, 21),
		requestsTarget('(d) 10,000 messages, pages refused', histories.longWithoutPages, 201),
	];
}

function requestsTarget(what: string, { requests }: Measured, most: number): Target {
	return target(`${what}: at most ${most} requests`, String(requests), requests <= most);
}

/** How much longer reading a number may take than one bare reading by libphonenumber. */
const MOST_READINGS = 6;

export function numbersTarget({ numbers, ratio }: NumbersMeasured): Target {
	return target(
		`reading ${decimals(numbers, 0)} numbers takes at most ${MOST_READINGS} times a bare reading of libphonenumber`,
		times(ratio),
		ratio <= MOST_READINGS,
	);
}

/** A list from a file, beside the parser alone. */
export function csvTargets({ seconds, bareSeconds, peakMegabytes }: CsvMeasure): Target[] {
	const slower = seconds / bareSeconds;
	return [
		target('(e) a file of 100,000 rows within 3 times bare csv-parse', times(slower), slower <= 3),
		target(
			'(e) less than 400 MB of memory',
			`${decimals(peakMegabytes, 0)} MB`,
			peakMegabytes < MOST_CSV_MEGABYTES,
		),
	];
}

function target(text: string, found: string, met: boolean): Target {
	return { text, found, met };
}
