import { STRICT_MODES } from '../../sandbox';
import { type Quirks, usualQuirks } from '../../sandbox/state/quirks';

/** What came of an assumption: `measured` where nothing hangs on it. */
export type Verdict = 'confirmed' | 'broken' | 'measured' | 'open';

/** What OVHcloud showed of one thing. */
export interface Finding {
	verdict: Verdict;
	/** The assumption by its name in the code, such as `quirks.tagLength`. */
	assumption?: string;
	/** What the sandbox does unless told otherwise. */
	assumed?: string;
	/** What OVHcloud did, as a sentence. */
	seen: string;
	/** Strict modes of the sandbox that turn it. */
	modes?: string[];
}

/** Something seen that no assumption of the sandbox is about. */
export function measured(seen: string): Finding {
	return { verdict: 'measured', seen };
}

/** An assumption that stays as unknown as it was. */
export function open(assumption: string, seen: string): Finding {
	return { verdict: 'open', assumption, seen };
}

/** Holds what OVHcloud did against what the sandbox does. */
export function compared(
	assumption: string,
	{ assumed, isSo, seen }: { assumed: string; isSo: boolean; seen: string },
): Finding {
	return { verdict: isSo ? 'confirmed' : 'broken', assumption, assumed, seen };
}

/**
 * The same for a quirk of the sandbox, by its value.
 * @param value that would make the sandbox answer as OVHcloud did
 */
export function quirk<K extends keyof Quirks>(name: K, value: Quirks[K], seen: string): Finding {
	const assumed = usualQuirks()[name];
	const isSo = Object.is(assumed, value);
	const finding = compared(`quirks.${name}`, { assumed: shown(assumed), isSo, seen });
	return { ...finding, modes: modesOf(name, value) };
}

/** The strict modes that give a quirk this value; all that turn it, where none does. */
function modesOf<K extends keyof Quirks>(name: K, value: Quirks[K]): string[] {
	const all = Object.keys(STRICT_MODES).filter((mode) => name in STRICT_MODES[mode]);
	const same = all.filter((mode) => STRICT_MODES[mode][name] === value);
	return same.length > 0 ? same : all;
}

function shown(value: unknown): string {
	return value === Infinity ? 'no limit' : JSON.stringify(value);
}
