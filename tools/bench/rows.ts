import type { Results } from './cases';
import { decimals, duration, times } from './format';
import { type Measured, FEW_CONCURRENT_REQUESTS } from './measure';

/** One line of the table, one bar of the picture. */
export interface Row {
	label: string;
	measured: Measured;
	/** Calculated from another case instead of measured. */
	extrapolated: boolean;
	/** What it is compared with: this node in the same case. */
	node: Measured;
}

export interface Group {
	title: string;
	rows: Row[];
}

const LABELS = {
	node: 'This node',
	bare: 'Bare loop, same requests',
	atOnce: 'HTTP Request, all at once',
	oneByOne: 'HTTP Request, one at a time',
};

export function groupsOf(results: Results): Group[] {
	const { oneText, differentTexts, fewAtOnce, growing, many, history, histories } = results;
	const growingRows = growing
		.slice(0, -1)
		.map((measured) => row(many.node, measured, `This node, ${decimals(measured.items, 0)} items`));
	return [
		{ title: '(a) 1,000 items, one text', rows: rowsOf(oneText) },
		{
			title: '(b) 200 items, different texts',
			rows: [
				...rowsOf(differentTexts),
				row(
					differentTexts.node,
					fewAtOnce,
					`This node, at most ${FEW_CONCURRENT_REQUESTS} requests at once`,
				),
			],
		},
		{ title: '(c) 100,000 items, one text', rows: [...rowsOf(many, true), ...growingRows] },
		{
			title: '(d) reading 1,000 sent messages',
			rows: [
				...(['node', 'oneByOne', 'atOnce'] as const).map((way) =>
					row(history.node, history[way], LABELS[way]),
				),
				row(history.node, histories.withoutPages, 'This node, where pages are refused'),
				row(history.node, histories.long, 'This node, 10,000 messages'),
				row(history.node, histories.longWithoutPages, 'The same, where pages are refused'),
			],
		},
	];
}

function rowsOf(ways: Results['many'], plainExtrapolated = false): Row[] {
	return [
		row(ways.node, ways.node, LABELS.node),
		row(ways.node, ways.bare, LABELS.bare),
		row(ways.node, ways.oneByOne, LABELS.oneByOne, plainExtrapolated),
		row(ways.node, ways.atOnce, LABELS.atOnce, plainExtrapolated),
	];
}

function row(node: Measured, measured: Measured, label: string, extrapolated = false): Row {
	return { label, measured, extrapolated, node };
}

export const COLUMNS = ['Requests', 'Time', "Time ÷ this node's", 'Peak memory'];

export function cells({ measured, extrapolated, node }: Row): string[] {
	const { requests, seconds, peakMegabytes } = measured;
	const comparable = measured.items === node.items && measured !== node;
	const about = extrapolated ? '≈ ' : '';
	return [
		about + decimals(requests, 0),
		about + duration(seconds),
		comparable ? about + times(seconds / node.seconds) : '',
		extrapolated ? '' : `${decimals(peakMegabytes, 0)} MB`,
	];
}
