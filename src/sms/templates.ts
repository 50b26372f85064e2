import { composed } from './composed';

/** What stands in a template wherever its messages differ; source: OVHcloud's schema (`sms.TemplateControl`). */
const ANYTHING = /#VALUE#/i;

/**
 * Whether a text is what a template says, with anything in the place of each `#VALUE#`. Case and
 * blanks make no difference: how strictly OVHcloud compares is not known, and a warning too many
 * teaches people to overlook them.
 */
export function fitsTemplate(text: string, template: string): boolean {
	const written = plain(text);
	const pieces = template.split(ANYTHING).map(plain);
	const first = pieces[0] ?? '';
	if (pieces.length === 1) return written === first;
	const last = pieces.at(-1) ?? '';
	if (!written.startsWith(first) || !written.endsWith(last)) return false;
	let place = first.length;
	for (const piece of pieces.slice(1, -1)) {
		const found = written.indexOf(piece, place);
		if (found < 0) return false;
		place = found + piece.length;
	}
	return place <= written.length - last.length;
}

function plain(text: string): string {
	return composed('Message', text).toLowerCase().replace(/\s+/g, ' ').trim();
}
