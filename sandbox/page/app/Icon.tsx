import type { Tone } from '../protocol';

const PATHS = {
	waiting: 'M8 4.5V8l2.5 1.5M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12z',
	moving: 'M3 8h10M9 4l4 4-4 4',
	good: 'M3 8.5 6.5 12 13 4.5',
	bad: 'M4 4l8 8M12 4l-8 8',
	off: 'M3.8 3.8l8.4 8.4M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12z',
	send: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
	plus: 'M8 3v10M3 8h10',
	close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
} satisfies Record<Tone | 'send' | 'plus' | 'close', string>;

/** A small drawing that says nothing that the text beside it does not say. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
	return (
		<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
			<path d={PATHS[name]} />
		</svg>
	);
}
