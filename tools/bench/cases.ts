import { measureWays, type Measured, FEW_CONCURRENT_REQUESTS, type Rounds } from './measure';
import type { Child } from './processes.mjs';
import type { Pages } from './questions';

/** Measured several times; the best counts. */
const SHORT: Rounds = { rounds: 3 };
const LONG: Rounds = { rounds: 2, freshProcesses: true };

const MANY = 100_000;
const FEWER = [20_000, 50_000];

/** Everything that is measured. */
export interface Results {
	/** 1,000 items, one text. */
	oneText: Record<'node' | 'bare' | 'atOnce' | 'oneByOne', Measured>;
	/** 200 items, different texts. */
	differentTexts: Record<'node' | 'bare' | 'atOnce' | 'oneByOne', Measured>;
	/** The same with a limit of few requests at once. */
	fewAtOnce: Measured;
	/** One text, from few to many items. */
	growing: Measured[];
	/** 100,000 items, one text; the plain ways by what 1,000 items took. */
	many: Record<'node' | 'bare' | 'atOnce' | 'oneByOne', Measured>;
	/** The history of 1,000 sent messages, read whole. */
	history: Record<'node' | 'atOnce' | 'oneByOne', Measured>;
	/** The same, longer, and where OVHcloud gives no pages. */
	histories: Record<'long' | 'withoutPages' | 'longWithoutPages', Measured>;
}

export async function measureCases(sandbox: Child, tell: (step: string) => void): Promise<Results> {
	tell('1,000 items, one text');
	const a = { items: 1000, texts: 'same' } as const;
	const oneText = {
		...(await measureWays(sandbox, ['node', 'bare', 'atOnce'], a, SHORT)),
		// A minute long, so that it is measured once.
		...(await measureWays(sandbox, ['oneByOne'], a, { rounds: 1 })),
	};

	tell('200 items, different texts');
	const b = { items: 200, texts: 'different' } as const;
	const ways = ['node', 'bare', 'atOnce', 'oneByOne'] as const;
	const differentTexts = await measureWays(sandbox, ways, b, SHORT);
	const { node: fewAtOnce } = await measureWays(
		sandbox,
		['node'],
		{ ...b, concurrentRequests: FEW_CONCURRENT_REQUESTS },
		SHORT,
	);

	const growing: Measured[] = [];
	for (const items of FEWER) {
		tell(`${items.toLocaleString('en')} items, one text`);
		growing.push((await measureWays(sandbox, ['node'], { items, texts: 'same' }, LONG)).node);
	}
	tell(`${MANY.toLocaleString('en')} items, one text`);
	const c = { items: MANY, texts: 'same' } as const;
	const many = await measureWays(sandbox, ['node', 'bare'], c, LONG);
	return {
		...(await measureHistory(sandbox, tell)),
		oneText,
		differentTexts,
		fewAtOnce,
		growing: [...growing, many.node],
		many: {
			...many,
			atOnce: extrapolated(oneText.atOnce, MANY),
			oneByOne: extrapolated(oneText.oneByOne, MANY),
		},
	};
}

/** The history read whole, with and without pages. */
export async function measureHistory(
	sandbox: Child,
	tell: (step: string) => void,
): Promise<Pick<Results, 'history' | 'histories'>> {
	tell('reading 1,000 and 10,000 sent messages');
	const d = { items: 1000, texts: 'same', reads: true } as const;
	const history = {
		...(await measureWays(sandbox, ['node', 'atOnce'], d, SHORT)),
		...(await measureWays(sandbox, ['oneByOne'], d, { rounds: 1 })),
	};
	const read = async (items: number, pages: Pages): Promise<Measured> =>
		(await measureWays(sandbox, ['node'], { ...d, items, pages }, SHORT)).node;
	return {
		history,
		histories: {
			long: await read(10_000, 'fresh'),
			withoutPages: await read(1000, 'refused'),
			longWithoutPages: await read(10_000, 'refused'),
		},
	};
}

/** What more items would take if each took as long as in the measured case. */
function extrapolated(measured: Measured, items: number): Measured {
	const factor = items / measured.items;
	return {
		...measured,
		items,
		requests: measured.requests * factor,
		seconds: measured.seconds * factor,
	};
}
