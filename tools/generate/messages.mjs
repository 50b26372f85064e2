import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const root = path.join(import.meta.dirname, '..', '..');
const ROOMS = ['credentials', 'nodes', 'src'];

/**
 * Every message that the package shows, as its sources have it, with "…" for what differs from case
 * to case: `{ where, message, advice }`.
 */
export function messages() {
	const files = ROOMS.flatMap((room) =>
		readdirSync(path.join(root, room), { recursive: true })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => path.posix.join(room, name)),
	).sort();
	return files.flatMap(messagesOf);
}

/** The table of all of them, to be read by an editor. */
export function messagesDocument() {
	const line = (cells) =>
		`| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
	const rows = messages().map(({ where, message, advice }) =>
		line([`\`${where}\``, message, advice]),
	);
	return [
		'# Every message',
		'',
		'_For whoever writes or translates messages: all of them as the sources have them, with "…" for what differs. [What an error means](errors.md) explains the most frequent ones._',
		'',
		line(['Where', 'What happened', 'What to do']),
		line(['---', '---', '---']),
		...rows,
		'',
	].join('\n');
}

function messagesOf(where) {
	const text = readFileSync(path.join(root, where), 'utf8');
	const source = ts.createSourceFile(where, text, ts.ScriptTarget.Latest, true);
	const found = [];
	const add = (message, advice = '') => {
		// What is wrong with the program itself is for nobody to mend.
		if (where === 'src/ovh/address.ts') return;
		if (message !== '' && message !== '…') found.push({ where, message, advice });
	};
	const visit = (node) => {
		const args = node.arguments ?? [];
		const name = node.expression?.getText(source) ?? '';
		if (ts.isNewExpression(node) && name === 'InputError') {
			add(`"${wordsIn(args[0])}" ${wordsIn(args[1])}`, wordsIn(args[2]));
		} else if (ts.isCallExpression(node) && name === 'unusable') {
			add(wordsIn(args[1]), wordsIn(args[2]));
		} else if (ts.isNewExpression(node) && name === 'Error') {
			add(wordsIn(args[0]));
		} else if (ts.isCallExpression(node) && /\bhint$/.test(name)) {
			add(wordsIn(args[0]));
		} else if (where.endsWith('explain.ts') && ts.isArrayLiteralExpression(node)) {
			const [what, ...how] = node.elements.map(wordsIn);
			if (how.length === 1 && !/^[a-z]/.test(what)) add(what, ...how);
		} else if (where.endsWith('credentialTest.ts') && ts.isPropertyAssignment(node)) {
			const words = wordsIn(node.initializer);
			if (words.includes(' ')) add(words);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** The words of an expression; either side of a choice. */
function wordsIn(node) {
	if (!node) return '';
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isTemplateExpression(node)) {
		return [node.head.text, ...node.templateSpans.map(({ literal }) => `…${literal.text}`)].join(
			'',
		);
	}
	if (ts.isConditionalExpression(node)) {
		return [node.whenTrue, node.whenFalse].map(wordsIn).join(' / ');
	}
	if (ts.isParenthesizedExpression(node)) return wordsIn(node.expression);
	return '…';
}
