import { type Child, startChild } from './processes.mjs';
import type { Counts, Pages, Place, SendJob, Sent, Way } from './questions';

export const ANSWER_TIME_MS = 50;
/** The most that the node has under way as it comes; it begins with few. */
export const CONCURRENT_REQUESTS = 20;

/** For comparison: a limit that a user may set. */
export const FEW_CONCURRENT_REQUESTS = 5;

/** What sending a case's items in one way took. */
export interface Measured {
	way: Way;
	items: number;
	requests: number;
	/** The best of all rounds: whatever else the machine does only makes it slower. */
	seconds: number;
	peakMegabytes: number;
}

type What = Pick<SendJob, 'items' | 'texts' | 'reads'> & {
	concurrentRequests?: number;
	pages?: Pages;
};

export interface Rounds {
	rounds: number;
	/** Whether each round has a process of its own, whose memory nothing has filled before. */
	freshProcesses?: boolean;
}

/**
 * Measures several ways, each in a process of its own, which has sent one item before it counts.
 * Their rounds take turns, so that what disturbs the machine for a while disturbs all of them.
 */
export async function measureWays<W extends Way>(
	sandbox: Child,
	ways: readonly W[],
	what: What,
	{ rounds, freshProcesses = false }: Rounds,
): Promise<Record<W, Measured>> {
	const results = new Map<W, Measured[]>(ways.map((way) => [way, []]));
	const children = new Map<W, Child>();
	try {
		for (let round = 0; round < rounds; round++) {
			for (const [way, measured] of results) {
				const child = children.get(way) ?? startChild('sendProcess.ts');
				children.set(way, child);
				const warmUp = round === 0 || freshProcesses;
				measured.push(await measureOnce(sandbox, child, way, what, warmUp));
				if (!freshProcesses) continue;
				await child.stop();
				children.delete(way);
			}
		}
	} finally {
		await Promise.all([...children.values()].map(async (child) => await child.stop()));
	}
	const best = [...results].map(([way, measured]) => [way, bestOf(measured)] as const);
	return Object.fromEntries(best) as Record<W, Measured>;
}

async function measureOnce(
	sandbox: Child,
	child: Child,
	way: Way,
	what: What,
	warmUp: boolean,
): Promise<Measured> {
	const history = what.reads ? what.items : 0;
	const { pages, ...rest } = what;
	const answerTimeMs = ANSWER_TIME_MS;
	const place = await sandbox.ask<Place>({ ask: 'fresh', answerTimeMs, history, pages });
	const job: SendJob = { concurrentRequests: CONCURRENT_REQUESTS, ...rest, way, place };
	// The first run of a process loads and compiles what it needs.
	if (warmUp) await child.ask<Sent>(what.reads ? job : { ...job, items: 1 });
	const before = await sandbox.ask<Counts>({ ask: 'counts' });
	const sent = await child.ask<Sent>(job);
	const after = await sandbox.ask<Counts>({ ask: 'counts' });
	const messages = after.messages - before.messages;
	if (messages !== (what.reads ? 0 : what.items)) {
		throw new Error(`${way}: ${what.items} items, but ${messages} messages were accepted`);
	}
	return { way, items: what.items, ...sent, requests: after.requests - before.requests };
}

function bestOf(measured: Measured[]): Measured {
	const [fastest] = [...measured].sort((a, b) => a.seconds - b.seconds);
	return { ...fastest, peakMegabytes: Math.max(...measured.map((one) => one.peakMegabytes)) };
}
