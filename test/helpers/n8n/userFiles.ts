/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { newFolder } from './ground';

/** A home directory of a user who has an n8n of their own. */
export function homeWithN8n(): string {
	const home = newFolder('home-');
	mkdirSync(join(home, '.n8n', 'nodes'), { recursive: true });
	writeFileSync(join(home, '.n8n', 'config'), '{ "encryptionKey": "of the user" }');
	writeFileSync(join(home, '.n8n', 'database.sqlite'), 'the workflows of the user');
	return home;
}

/** Every file of the n8n in a home directory, with its content. */
export function n8nFilesOf(home: string): Record<string, string> {
	const folder = join(home, '.n8n');
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	return Object.fromEntries(
		entries.map((entry) => {
			const path = join(entry.parentPath, entry.name);
			return [path, entry.isFile() ? readFileSync(path, 'utf8') : 'folder'];
		}),
	);
}

/** Replaces a text in a file. */
export function edit(file: string, before: string, after: string): void {
	const text = readFileSync(file, 'utf8');
	if (!text.includes(before)) throw new Error(`${file} does not contain "${before}"`);
	writeFileSync(file, text.replace(before, after));
}
