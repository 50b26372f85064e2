/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

import type { InstalledN8n } from '../../../tools/n8n/install';

/** What `globalSetup` has made ready for all test files. */
export interface Ground {
	n8n: InstalledN8n;
	/** For everything that a test run makes; removed at its end. */
	folder: string;
	/** A user folder of n8n with the owner and the installed package. */
	template: string;
	/** The packed package. */
	tarball: string;
}

export function ground(): Ground {
	const made = process.env.E2E_GROUND;
	if (!made) throw new Error('Run this with `npm run test:e2e`');
	return JSON.parse(made) as Ground;
}

/** An empty folder that is removed at the end of the test run. */
export function newFolder(prefix: string): string {
	return mkdtempSync(join(ground().folder, prefix));
}

/** A user folder of its own for an n8n, as `globalSetup` has prepared it. */
export function newUserFolder(): string {
	const copy = newFolder('user-');
	cpSync(ground().template, copy, { recursive: true });
	return copy;
}
