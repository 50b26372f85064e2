/**
 * What OVHcloud refuses in messages through a short number, as far as it can be told before:
 * links, bare domains and e-mail addresses. (OVHcloud has the last word.)
 */
const CONTACT = [
	/\b[a-z][a-z\d+.-]*:\/\/\S+/i,
	/\bwww\.\S+/i,
	/\S+@\S+\.[a-z]{2,}/i,
	// In lower case only: "fini.De plus" is a sentence without its blank.
	// Not after a short word: "av.de la Gare" is an address of another kind.
	/\b[a-zA-Z\d-]{4,}\.(?:com|net|org|info|biz|shop|store|app|io|fr|eu|be|ch|de|es|it|uk|pt|nl|lu|pl)\b/,
];

/** The link or address that a text holds, if any. */
export function contactIn(text: string): string | undefined {
	for (const pattern of CONTACT) {
		const found = pattern.exec(text)?.[0];
		if (found) return found;
	}
	return undefined;
}
