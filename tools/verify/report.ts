import type { Anonymizer } from './anonymizer';
import type { Finding, Verdict } from './assumptions';
import { NOT_CHECKED } from './checks';
import type { Exchange } from './recorder';
import type { Result } from './verify';

/** What a report says of the run as a whole. */
export interface Run {
	/** `2026-11-28`. */
	day: string;
	endpoint: string;
	version: string;
	/** Whether the keys may do everything, or some things only. */
	token: string;
	spent: number;
	limit: number;
	results: Result[];
	/** What could not be taken away. */
	left: string[];
}

/** Exchanges that are shown of one check. */
const MOST_EXCHANGES = 12;

const MARKS: Record<Verdict, string> = {
	confirmed: '✔ confirmed',
	broken: '✘ broken',
	measured: '· seen',
	open: '? open',
};

/**
 * The report, as Markdown for an issue.
 * @throws Error where it would show a key
 */
export function report(run: Run, anonymizer: Anonymizer): string {
	const { day, endpoint, version, token, spent, limit, results, left } = run;
	const all = results.flatMap(({ findings }) => findings);
	const count = (verdict: Verdict) => all.filter((finding) => finding.verdict === verdict).length;
	const text = [
		`# OVHcloud's answers, held against the sandbox`,
		`\`npm run verify:real\` of n8n-nodes-ovh-sms ${version} on ${day}, endpoint ${endpoint}, ${token}. ${rounded(spent)} of at most ${limit} credits were spent.`,
		`**${count('broken')} assumptions broken, ${count('confirmed')} confirmed, ${count('open')} open; ${results.filter(isNotMade).length} of ${results.length} checks not made.** Keys, phone numbers, IDs, names, addresses and texts are taken out; the same one has the same placeholder.`,
		...left.map((what) => `**Still there: ${what}.** Please take it away by hand.`),
		'## Broken',
		brokenPart(all),
		'## All assumptions',
		table(results),
		'## What was asked and answered',
		...results.filter((result) => !isNotMade(result)).map(section),
		'## Not checked',
		notChecked(results),
	];
	return `${anonymizer.page(text.join('\n\n'))}\n`;
}

function brokenPart(findings: Finding[]): string {
	const broken = findings.filter(({ verdict }) => verdict === 'broken');
	if (broken.length === 0) return 'None.';
	return broken.map((finding) => `- ${inFull(finding)}`).join('\n');
}

function inFull({ assumption, assumed, seen, modes = [] }: Finding): string {
	const tested = modes.length
		? ` Tested in strict modes: ${modes.map(code).join(', ')}.`
		: ' No strict mode is about it.';
	return `${code(String(assumption))}: the sandbox has ${assumed}; OVHcloud: ${seen}.${tested}`;
}

function table(results: Result[]): string {
	const head = ['| Check | Assumption | Result | Strict modes |', '|---|---|---|---|'];
	return [...head, ...results.flatMap(rowsOf)].join('\n');
}

function rowsOf({ check: { title }, findings, skipped, failed }: Result): string[] {
	if (skipped) return [row(title, '–', `skipped: ${skipped}`)];
	if (failed) return [row(title, '–', `failed: ${failed}`)];
	return findings.flatMap(({ assumption, verdict, seen, modes = [] }) =>
		assumption
			? [row(title, code(assumption), `${MARKS[verdict]}: ${seen}`, ...modes.map(code))]
			: [],
	);
}

function row(title: string, assumption: string, result: string, ...modes: string[]): string {
	return `| ${title} | ${assumption} | ${result} | ${modes.join(', ')} |`;
}

function code(name: string): string {
	return `\`${name}\``;
}

function section({ check, findings, failed, exchanges }: Result): string {
	const settles = check.about.map((statement) => `_${statement}._`).join(' ');
	const shown = exchanges.slice(0, MOST_EXCHANGES).map(line);
	const more = exchanges.length - shown.length;
	return [
		`### ${check.title}`,
		`Asked: ${check.how}.${settles && ` Not confirmed so far: ${settles}`}`,
		[
			...findings.map(({ verdict, seen }) => `- ${MARKS[verdict]}: ${seen}`),
			...(failed ? [`- failed: ${failed}`] : []),
		].join('\n'),
		`<details><summary>Requests and answers: ${exchanges.length}</summary>`,
		['```', ...shown, ...(more > 0 ? [`… ${more} more`] : []), '```'].join('\n'),
		'</details>',
	].join('\n\n');
}

function line({ request, answer, times }: Exchange): string {
	return `${request}\n  → ${answer}${times > 1 ? ` (${times} times)` : ''}`;
}

function notChecked(results: Result[]): string {
	const skipped = results
		.filter(isNotMade)
		.map(({ check, skipped: why }) => `- ${check.title}: ${why}.`);
	const never = NOT_CHECKED.map(({ about, quirks, why }) => {
		const what = [...about, ...quirks.map((name) => `\`quirks.${name}\``)];
		return `- ${what.join('; ')}. ${why}`;
	});
	return [...skipped, ...never].join('\n');
}

function isNotMade({ skipped }: Result): boolean {
	return skipped !== undefined;
}

function rounded(credits: number): number {
	return Math.round(credits * 100) / 100;
}
