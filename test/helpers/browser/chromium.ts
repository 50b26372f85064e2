/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync } from 'node:fs';

const PLACES = [
	process.env.CHROMIUM,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Nothing but what the test opens: Chromium asks for several addresses by itself. */
export const ON_ITS_OWN = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** The installed browser. */
export function chromiumProgram(): string {
	const found = PLACES.find((place) => place !== undefined && existsSync(place));
	if (found) return found;
	throw new Error('No Chromium found: install it, or set CHROMIUM to its program');
}
