/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { check, lock } from 'proper-lockfile';

/** What is kept from one run to the next lies outside the checkout. */
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-ovh-sms');

/** A folder of the cache, made if it is not there. */
export function keptFolder(name: string): string {
	const folder = join(CACHE, name);
	mkdirSync(folder, { recursive: true });
	return folder;
}

/**
 * Lets one process at a time work on a folder. The lock of a process that was ended in the middle
 * holds up the next one for some seconds only.
 * @param waiting called once when another process has the lock
 */
export async function withLock<T>(
	folder: string,
	act: () => Promise<T>,
	waiting: () => void = () => undefined,
): Promise<T> {
	if (await check(folder)) waiting();
	const release = await lock(folder, {
		retries: { forever: true, factor: 1, minTimeout: 500, maxTimeout: 500 },
	});
	try {
		return await act();
	} finally {
		await release();
	}
}

/** Whether a process holds the lock of a folder. */
export async function isLocked(folder: string): Promise<boolean> {
	return existsSync(folder) && (await check(folder));
}

/**
 * Keeps other processes away from a folder for as long as this process lives.
 * @throws with `refusal` when another process has it
 */
export async function holdLock(folder: string, refusal: string): Promise<void> {
	// Longer than the lock of a process that was ended in the middle lasts.
	const retries = { retries: 12, factor: 1, minTimeout: 1000 };
	await lock(folder, { retries }).catch((error: NodeJS.ErrnoException) => {
		throw error.code === 'ELOCKED' ? new Error(refusal) : error;
	});
}
