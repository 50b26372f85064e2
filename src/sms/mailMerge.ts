import { InputError, listed } from './inputError';

/** A word between two signs, as `#first name#`; "C# and F#" and "#1 of #2" hold none. */
const WORD = '[\\p{L}_](?:[^#\\r\\n]{0,100}[^#\\s])?';

/**
 * The names in the placeholders of a text (`#column#`), each once: every name of a column, and
 * whatever else reads like one.
 */
export function placeholdersIn(text: string, columns: readonly string[]): string[] {
	if (!text.includes('#')) return [];
	const known = columns.filter((column) => column !== '').map(escaped);
	const pattern = new RegExp(`#(${[...known.sort(longestFirst), WORD].join('|')})#`, 'gu');
	return [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))];
}

/** Puts the values in the place of their placeholders, as OVHcloud does for each receiver. */
export function merger(names: readonly string[]): (text: string, values: Values) => string {
	if (names.length === 0) return (text) => text;
	const source = [...names].map(escaped).sort(longestFirst).join('|');
	const pattern = new RegExp(`#(${source})#`, 'gu');
	return (text, values) => text.replace(pattern, (_, name: string) => values[name] ?? '');
}

type Values = Record<string, string>;

/** A placeholder without a value: the message would go out with a gap, or with the sign itself. */
export function withoutValue(name: string, fields: string[], item: number): InputError {
	return new InputError(
		'Message',
		`has the placeholder #${name}#, and there is no value for "${name}"`,
		`Nothing was created. Correct the name or give the field a value (these exist: ${listed(fields)}). Where #${name}# is meant as it stands, put a blank after its first sign.`,
		item,
	);
}

function longestFirst(a: string, b: string): number {
	return b.length - a.length;
}

function escaped(name: string): string {
	return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
