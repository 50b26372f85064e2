import { redactKeys } from '../../src/n8n/redact';

/** What is taken out of texts, in this order; the first group is what may stay before it. */
const PATTERNS: Array<[kind: string, pattern: RegExp]> = [
	['address', /\bhttps?:\/\/[^\s"'<>\\]+/gi],
	['e-mail', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
	['account', /\bsms-[a-z]{1,4}\d+-\d+\b/gi],
	['id', /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi],
	['nic handle', /\b[a-z]{2}\d{2,}-[a-z]{2,4}\b/gi],
];

/** A phone number, and ids, which look the same; what stands before them is part of the evidence. */
const DIGITS = /(?<![\w.:-])(\+|00|0)?([1-9]\d{6,14})(?![\w.:-])/g;

/** Two spellings of one number have at least so many digits at their end in common. */
const COMMON_DIGITS = 8;

const DATE = /^\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/;

/** Fields whose texts tell how the API works, and nothing about anybody. */
const SHOWN_FIELDS = new Set(
	'class errorCode httpCode status state type referer channel countryCode charactersClass'.split(
		' ',
	),
);

/** Entries of a list that are shown. */
const MOST_ENTRIES = 3;

/** Stands in the texts and tags of this program's own messages. */
export const MARK = 'verify-real';

/**
 * Takes out whatever says who somebody is, always the same placeholder for the same thing: keys,
 * phone numbers, ids, names, addresses, and the texts of all messages but this program's own.
 */
export class Anonymizer {
	private readonly placeholders = new Map<string, string>();
	private readonly counts = new Map<string, number>();
	private readonly literals = new Map<string, string>();

	/** @param secrets keys that nothing may show */
	constructor(private readonly secrets: string[]) {}

	/** Takes a name out, too, wherever it stands in a text. */
	know(kind: string, name: string): void {
		if (name.length > 2) this.literals.set(name, kind);
	}

	/** What OVHcloud says, or what is said of that. */
	text(text: string): string {
		let clean = text;
		for (const [name, kind] of this.literals) {
			clean = clean.replaceAll(name, () => this.placeholder(kind, name));
		}
		return this.page(clean);
	}

	/** A whole page: names have been taken out, and may be words of it. */
	page(text: string): string {
		let clean = redactKeys(text, this.secrets);
		for (const [kind, pattern] of PATTERNS) {
			clean = clean.replace(pattern, (found) => this.placeholder(kind, found));
		}
		return clean.replace(DIGITS, (_, prefix = '', digits: string) => {
			return `${prefix}${this.placeholder('number', this.wholeNumber(digits))}`;
		});
	}

	/** An answer of the API: of its texts only those stay that are known to be harmless. */
	json(value: unknown, field = '', isError = false): unknown {
		if (Array.isArray(value)) return this.list(value, field);
		if (typeof value === 'number') return this.number(value, field);
		if (typeof value === 'string') return this.string(value, field, isError);
		if (typeof value !== 'object' || value === null) return value;
		const errs = 'class' in value || 'errorCode' in value;
		const entries = Object.entries(value).map(([name, one]) => [name, this.json(one, name, errs)]);
		return Object.fromEntries(entries) as unknown;
	}

	private number(value: number, field: string): number | string {
		if (/id$/i.test(field)) return this.placeholder('number', String(value));
		const shown = this.text(String(value));
		return shown === String(value) ? value : shown;
	}

	private list(values: unknown[], field: string): unknown[] {
		const shown = values.slice(0, MOST_ENTRIES).map((value) => this.json(value, field));
		const left = values.length - shown.length;
		return left > 0 ? [...shown, `… ${left} more`] : shown;
	}

	private string(text: string, field: string, isError: boolean): string {
		const isOwn = text.startsWith(MARK);
		const isNumber = /^(\+|00?)?\d+$/.test(text);
		const isShown = isOwn || isNumber || text === '' || DATE.test(text);
		if (isShown || SHOWN_FIELDS.has(field) || (isError && field === 'message')) {
			return this.text(text);
		}
		return `‹text of ${text.length} characters›`;
	}

	private wholeNumber(digits: string): string {
		const known = [...this.placeholders.keys()].map((key) => key.replace(/^number /, ''));
		const end = digits.slice(-COMMON_DIGITS);
		const isSame = (other: string): boolean =>
			digits.length > COMMON_DIGITS && (other.endsWith(digits) || digits.endsWith(other));
		return known.find((other) => other.endsWith(end) && isSame(other)) ?? digits;
	}

	private placeholder(kind: string, name: string): string {
		const key = `${kind} ${name}`;
		const known = this.placeholders.get(key);
		if (known) return known;
		const count = (this.counts.get(kind) ?? 0) + 1;
		this.counts.set(kind, count);
		const made = `‹${kind} ${count}›`;
		this.placeholders.set(key, made);
		return made;
	}
}
