/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who may sign in to an n8n, as its setup asks. */
export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

/** The owner of an n8n that lives for one test. */
export const OWNER: Owner = {
	email: 'owner@sandbox.example',
	firstName: 'Sandbox',
	lastName: 'Owner',
	password: 'Sandbox-Owner-1',
};

/** What protects an n8n that stays, and is kept in its user folder. */
export interface FolderSecrets {
	password: string;
	encryptionKey: string;
}

const FILE = 'dev-secrets.json';

/**
 * The random secrets of a user folder, made the first time. The folder is closed to everybody else.
 * @throws Error for a folder that an n8n with other secrets has been in
 */
export function secretsOf(userFolder: string): FolderSecrets {
	mkdirSync(userFolder, { recursive: true });
	chmodSync(userFolder, 0o700);
	const file = join(userFolder, FILE);
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as FolderSecrets;
	if (existsSync(join(userFolder, '.n8n', 'database.sqlite'))) {
		throw new Error(
			`${userFolder} holds an n8n without secrets of its own. Delete the folder, or choose another one with --user-folder.`,
		);
	}
	const secrets = {
		// n8n wants a capital letter and a digit.
		password: `Dev-1-${randomBytes(12).toString('base64url')}`,
		encryptionKey: randomBytes(24).toString('base64url'),
	};
	writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
	return secrets;
}
