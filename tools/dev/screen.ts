/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { emitKeypressEvents } from 'node:readline';

const CLEAR = '\x1b[2J\x1b[H';
const WHOLE_SCREEN = '\x1b[r';
/** Lines below the box in which something can be read. */
const FEWEST_LINES = 5;

/**
 * Keeps a text at the top of the terminal, while everything else scrolls below it. Where there is no
 * terminal, or it is too small, the text is printed once.
 * @param print writes the text
 * @returns gives the whole screen back
 */
export function keepAtTop(text: string, print: (text: string) => void): () => void {
	const { stdout } = process;
	const height = text.split('\n').length;
	const draw = (): void => {
		if (!stdout.isTTY || stdout.rows < height + FEWEST_LINES) return print(text);
		stdout.write(`${WHOLE_SCREEN}${CLEAR}${text}\n`);
		stdout.write(`\x1b[${height + 1};${stdout.rows}r\x1b[${stdout.rows};1H`);
	};
	draw();
	stdout.on('resize', draw);
	return () => {
		stdout.off('resize', draw);
		if (stdout.isTTY) stdout.write(WHOLE_SCREEN);
	};
}

/** Calls what belongs to a key, without Enter. Ctrl+C goes on being a signal. */
export function onKeys(acts: Record<string, () => void>): void {
	const { stdin } = process;
	if (!stdin.isTTY) return;
	emitKeypressEvents(stdin);
	stdin.setRawMode(true);
	stdin.resume();
	stdin.on('keypress', (_: string, { name = '', ctrl }: { name?: string; ctrl?: boolean }) => {
		if (ctrl && name === 'c') process.kill(process.pid, 'SIGINT');
		else acts[name]?.();
	});
}
