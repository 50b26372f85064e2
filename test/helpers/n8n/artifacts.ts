/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

import { LATEST } from '../../../tools/n8n/versions';

/** What a test run leaves to look at: in a hidden folder, which the build takes no pictures from. */
const RUN = process.env.E2E_RUN ?? process.env.N8N_VERSION ?? LATEST.version;
const FOLDER = join(__dirname, '..', '..', '..', '.e2e', RUN);

/** Removes what earlier runs have left; gives the folder. */
export function clearArtifacts(): string {
	rmSync(FOLDER, { recursive: true, force: true });
	mkdirSync(FOLDER, { recursive: true });
	return FOLDER;
}

/**
 * The path of a file that a test run leaves to look at.
 * @param name becomes a file name that every system takes
 */
export function artifact(name: string): string {
	return join(FOLDER, name.replace(/[^\w.-]+/g, '-').slice(-120));
}

/** Where the n8n of a test file logs. */
export function logOf(testFile: string): string {
	return artifact(`${basename(testFile, '.e2e.test.ts')}.log`);
}
