/** A version of n8n that this package is tried with. */
export interface N8nLine {
	version: string;
	/** Whether it runs on this major version of Node. */
	runsOn: (nodeMajor: number) => boolean;
	/** The only test files that run with it unless another one is asked for: a pattern; all by default. */
	only?: string;
}

/** The tests of what each version has to do. */
export const COMPATIBILITY_TESTS = 'compatibility.e2e.test.ts';

/** The one that `npm run dev` starts. */
export const LATEST: N8nLine = { version: '2.41.1', runsOn: (major) => major === 24 };

/** The oldest that is supported. */
export const OLDEST: N8nLine = {
	version: '2.0.3',
	runsOn: (major) => major >= 20 && major <= 24,
	// What the package asks of n8n itself; the editor and what is around it are tried with the latest.
	only: `${COMPATIBILITY_TESTS}|(agents|credential|sending|serviceAccount|triggers.once|wait[^/]*).e2e.test.ts`,
};

/** Halfway between the two. */
const MIDDLE: N8nLine = {
	version: '2.20.12',
	runsOn: (major) => major >= 22 && major <= 24,
	only: `${COMPATIBILITY_TESTS}|triggers.once.e2e.test.ts`,
};

export const LINES = [LATEST, MIDDLE, OLDEST];

/** The line of a version. */
export function lineOf(version: string): N8nLine {
	const line = LINES.find((known) => known.version === version);
	if (line) return line;
	const known = LINES.map((each) => each.version).join(', ');
	throw new Error(`n8n ${version} is not one of the versions that are tried: ${known}`);
}
