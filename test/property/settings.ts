/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import fc from 'fast-check';

/**
 * The seed of the tests in this folder. It is always the same, so that a red run means that the
 * change before it broke something, and means it again in the next run. New ground is explored by
 * hand: `FUZZ_SEED=random FUZZ_RUNS=20 npx jest test/property`, where `FUZZ_RUNS` multiplies the
 * number of runs. What fails there is printed with its seed; give that as `FUZZ_SEED`.
 */
const SEED = 20261125;

const { FUZZ_SEED = String(SEED), FUZZ_RUNS = '1' } = process.env;

fc.configureGlobal({
	seed: FUZZ_SEED === 'random' ? Date.now() | 0 : Number(FUZZ_SEED),
	// The smallest counterexample is worth some seconds, but no hang.
	interruptAfterTimeLimit: 120_000,
	markInterruptAsFailure: true,
});

/** How often a property is tried. */
export function runs(count: number): { numRuns: number } {
	return { numRuns: Math.ceil(count * Number(FUZZ_RUNS)) };
}

/**
 * How often a property on n8n's engine is tried. The first counterexample is shown as it is: making
 * it smaller means to run n8n thousands of times.
 */
export function engineRuns(count: number): { numRuns: number; endOnFailure: true } {
	return { ...runs(count), endOnFailure: true };
}
