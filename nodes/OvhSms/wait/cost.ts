import type { OperationRun } from '../../../src/operations/run';
import { isGiven } from '../../../src/sms/given';
import { measureText, splitCharacters, type TextMeasure } from '../../../src/sms/text';
import { checkParts, MOST_PARTS, wholeNumber } from '../send/checks';
import type { Question } from './question';

/** A text with its address, and what it takes. */
export interface Written {
	text: string;
	measure: TextMeasure;
}

const measured = (text: string): Written => ({
	text,
	measure: measureText(text, { stopClause: false }),
});

/**
 * The question with the address of its page.
 * @throws InputError where it takes more parts than are allowed; what an agent asks is cut instead
 */
export function writeQuestion(
	run: OperationRun,
	{ text, options }: Question,
	address: string,
): Written {
	const { maxParts } = options;
	const whole = measured(withAddress(text, address));
	if (run.isTool) {
		const most = isGiven(maxParts) ? wholeNumber('Max Parts', maxParts) : MOST_PARTS;
		const cut = whole.measure.parts > most && cutTo(most, text, address);
		if (cut) return cut;
	}
	checkParts(whole.measure, maxParts);
	const { parts } = whole.measure;
	if (parts > 1) {
		run.hint(
			`The address of the page takes ${address.length} characters: the question is sent as ${parts} parts to each recipient`,
		);
	}
	return whole;
}

function withAddress(text: string, address: string): string {
	return `${text}\n${address}`;
}

/** The longest beginning of the text that fits; nothing where the address alone does not. */
function cutTo(most: number, text: string, address: string): Written | undefined {
	const characters = splitCharacters(text);
	const cutAt = (length: number) =>
		measured(withAddress(`${characters.slice(0, length).join('').trimEnd()}...`, address));
	let [fits, tooLong] = [0, characters.length];
	while (tooLong - fits > 1) {
		const middle = Math.floor((fits + tooLong) / 2);
		if (cutAt(middle).measure.parts <= most) fits = middle;
		else tooLong = middle;
	}
	return fits > 0 ? cutAt(fits) : undefined;
}
