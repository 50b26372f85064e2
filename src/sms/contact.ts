import { composed } from './composed';

/**
 * What OVHcloud refuses in messages through a short number, as far as it can be told before:
 * links with and without a scheme, e-mail addresses, phone numbers. (OVHcloud has the last word.)
 */

const SCHEME = /[a-z\d]:\/\/[^\s/]|^[^a-z]*(?:mailto|tel|sms):[^\s]/i;
const WWW = /(?:^|[^a-z\d])www\.[^\s.]/i;
const EMAIL = /[^\s@]@[^\s@.]{1,64}\.[^\s@]/;
/** Whatever its ending: what has a path behind it is a link. */
const WITH_PATH = /[\p{L}\d]\.\p{L}{2,24}(?::\d{1,5})?[/?][\p{L}\d]/u;
/** Endings that are no words; "fini.De plus" is a sentence without its blank. */
const DOMAIN =
	/[\p{L}\d-]{2}\.(?:com|net|org|info|biz|shop|store|app|io|ly|gl|eu|uk|fr|ch|nl|lu|pt|pl|tv|cc|xyz|dev|online|site)(?![\p{L}\d])/u;
/** Endings that are words of some language, behind a longer name: "av.de la Gare" is a street. */
const WORD_DOMAIN = /[\p{L}\d-]{4}\.(?:be|de|es|it|me|to|at|co|link|page)(?![\p{L}\d])/u;

/** Short ones that everybody knows. */
const KNOWN_DOMAIN =
	/(?:^|[^\p{L}\d])(?:t\.me|m\.me|wa\.me|fb\.me|t\.co|g\.co|x\.com)(?![\p{L}\d])/u;

/** Dates: digits that are no phone number. */
const DATE =
	/(?<!\d|\d[-/.])(?:\d{4}[-/.](?:0?[1-9]|1[0-2])[-/.]\d{1,2}|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.](?:\d{4}|\d{2}))(?!\d|[-/.]\d)/g;
const HOUR = /(?<!\d)\d{1,2} ?[:hH] ?\d{2}(?!\d)/g;
/** Eight to twenty digits, with what people put between them. */
const PHONE = /[+(]{0,2}\d(?:[\s().\-/_\u2010-\u2015]{0,3}\d){7,19}/g;
/** Ends with what names a number that is none of a phone. */
const REFERENCE =
	/(?:order|commande|cde|colis|parcel|tracking|suivi|dossier|facture|invoice|ticket|client|customer|code|ref|réf|reference|référence|no|nr|n°|№|#)[\s.:°#-]{0,4}$/i;

const CURRENCY = /^[\s\u00a0]?(?:EUR|€|CHF|USD|\$|GBP|£|F?CFA|XAF|XOF|XPF)/i;

/** What a word looks like that is a link. */
export const LINKS = [SCHEME, WWW, EMAIL, WITH_PATH, DOMAIN, WORD_DOMAIN, KNOWN_DOMAIN];

/** The link, address or phone number that a text holds, if any. */
export function contactIn(text: string): string | undefined {
	const plain = composed('Message', text, 'NFKC');
	return linkIn(plain) ?? phoneIn(plain);
}

function linkIn(text: string): string | undefined {
	return text.split(/\s/).find(isLink);
}

/** An ending in lower or upper case alone: a capital behind a full stop begins a sentence. */
function isLink(word: string): boolean {
	const lower = word.replace(/\.(\p{Lu}+)(?!\p{L})/gu, (ending) => ending.toLowerCase());
	return LINKS.some((pattern) => pattern.test(word) || pattern.test(lower));
}

function phoneIn(text: string): string | undefined {
	const plain = text.replace(DATE, ' | ').replace(HOUR, ' | ');
	for (const { 0: found, index } of plain.matchAll(PHONE)) {
		const end = index + found.length;
		const isReference =
			/^[1-9]\d*$/.test(found) && REFERENCE.test(plain.slice(Math.max(0, index - 20), index));
		const isAmount = /^[1-9]/.test(found) && CURRENCY.test(plain.slice(end, end + 5));
		if (!isReference && !isAmount) return found;
	}
	return undefined;
}
