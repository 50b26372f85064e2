import { cells, type Group, type Row } from './rows';

const WIDTH = 840;
const MARGIN = 24;
const LABELS = 240;
/** Room for the words behind a bar. */
const WORDS = 210;
const LONGEST_BAR = WIDTH - 2 * MARGIN - LABELS - WORDS;
const ROW = 26;
const BAR = 14;
const HEADING = 34;
const GAP = 18;
const NOTES = 30;

/** Its own ground below it, so that it reads in light and in dark surroundings. */
const STYLE = `
		text { font: 13px -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328; }
		.title { font-weight: 600; font-size: 15px; }
		.note { fill: #59636e; font-size: 12px; }
		.ground { fill: #ffffff; stroke: #d1d9e0; }
		.node { fill: #0b6bcb; }
		.bare { fill: #8b949e; }
		.plain { fill: #d4762c; }
		.extrapolated { fill-opacity: 0.3; stroke: #d4762c; stroke-dasharray: 4 3; }
		@media (prefers-color-scheme: dark) {
			text { fill: #e6edf3; }
			.note { fill: #9198a1; }
			.ground { fill: #0d1117; stroke: #3d444d; }
			.node { fill: #4ea1ff; }
		}
`;

/** Bars of the time that each way takes, case by case; each case has a scale of its own. */
export function picture(groups: Group[], note: string): string {
	const shown = groups.map(({ title, rows }) => ({ title, rows: rows.filter(isCompared) }));
	let y = MARGIN;
	const parts = shown.map((group) => {
		const part = panel(group, y);
		y += HEADING + group.rows.length * ROW + GAP;
		return part;
	});
	const height = y + NOTES;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(summary(shown))}">`,
		`\t<style>${STYLE}\t</style>`,
		`\t<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`,
		...parts,
		`\t<text class="note" x="${MARGIN}" y="${height - MARGIN}">${escaped(note)}</text>`,
		'</svg>',
		'',
	].join('\n');
}

/** Only what sends the same items in the usual setting. */
function isCompared({ measured, node }: Row): boolean {
	return measured === node || (measured.way !== 'node' && measured.items === node.items);
}

function panel({ title, rows }: Group, top: number): string {
	const longest = Math.max(...rows.map(({ measured }) => measured.seconds));
	return [
		`\t<text class="title" x="${MARGIN}" y="${top + 16}">${escaped(title)}</text>`,
		...rows.map((row, index) => bar(row, longest, top + HEADING + index * ROW)),
	].join('\n');
}

function bar(row: Row, longest: number, top: number): string {
	const { label, measured, extrapolated } = row;
	const length = Math.max(2, (measured.seconds / longest) * LONGEST_BAR);
	const [requests, time] = cells(row);
	const kind = measured.way === 'node' || measured.way === 'bare' ? measured.way : 'plain';
	const x = MARGIN + LABELS;
	const baseline = top + BAR - 2.5;
	return [
		`\t<text x="${MARGIN}" y="${baseline}">${escaped(label)}</text>`,
		`\t<rect class="${kind}${extrapolated ? ' extrapolated' : ''}" x="${x}" y="${top}" width="${length.toFixed(1)}" height="${BAR}" rx="2"/>`,
		`\t<text x="${(x + length + 8).toFixed(1)}" y="${baseline}">${escaped(`${time} · ${requests} requests`)}</text>`,
	].join('\n');
}

function summary(groups: Group[]): string {
	return groups.map(({ title, rows }) => `${title}: ${rows.map(inWords).join(', ')}`).join('; ');
}

function inWords(row: Row): string {
	const [requests, time] = cells(row);
	return `${row.label} ${time} and ${requests} requests`;
}

function escaped(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
