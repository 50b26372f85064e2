import type { IDataObject } from 'n8n-workflow';

/** Characters of JSON that surely make up less than 2,000 tokens of a language model. */
const MOST_CHARACTERS = 5000;

/**
 * What a language model is given of a list whose limit nobody has set: how many objects there are,
 * then as many of them as it can read without losing track.
 */
export function forModel(objects: IDataObject[], found: number): IDataObject[] {
	let characters = 0;
	const end = objects.findIndex((object) => {
		characters += JSON.stringify(object).length;
		return characters > MOST_CHARACTERS;
	});
	const shown = end < 0 ? objects : objects.slice(0, Math.max(end, 1));
	const more = found > shown.length && {
		more: 'Only the first ones are shown. Narrow them down with the filters, if this tool has some.',
	};
	return [{ found, shown: shown.length, ...more }, ...shown];
}
