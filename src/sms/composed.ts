import { InputError } from './inputError';

/**
 * More marks in a row than any language writes: Unicode's Stream-Safe Text Format (UAX #15) ends at
 * thirty. Sorting them takes time with the square of their number. The last two are marks once they
 * are decomposed (NFKC).
 */
const TOO_MANY_MARKS = /[\p{M}\uff9e\uff9f]{31}/u;

/**
 * A text with its letters composed. The one place that normalises what users give: n8n would stand
 * still over some texts.
 * @param parameter where the text comes from
 * @throws InputError for a text that no person writes
 */
export function composed(parameter: string, text: string, form: 'NFC' | 'NFKC' = 'NFC'): string {
	if (!TOO_MANY_MARKS.test(text)) return text.normalize(form);
	throw new InputError(
		parameter,
		'holds more than 30 accents or other marks on one letter, which no text that a person writes has',
		'Nothing was sent. Correct the text, or the field that it comes from.',
	);
}
