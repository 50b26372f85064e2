/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFile, execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '../../../tools/n8n/ports';
import { program, type Service, startService, type UserIds } from './service';

/** Who owns the databases. */
export const POSTGRES_USER = 'n8n';

export interface Postgres extends Service {
	/** The rows that a query finds. */
	select<T>(query: string): Promise<T[]>;
}

/** A PostgreSQL of its own, with one empty database; its files go with it. */
export async function startPostgres(): Promise<Postgres> {
	const port = await freePort();
	// Not in the folder of the test run, which other users cannot enter.
	const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
	const user = otherThanRoot();
	if (user) chownSync(folder, user.uid, user.gid);
	const data = join(folder, 'data');
	execFileSync(
		program('initdb'),
		[`--pgdata=${data}`, `--username=${POSTGRES_USER}`, '--auth=trust', '--encoding=UTF8'],
		{ cwd: folder, stdio: 'ignore', ...user },
	);
	const settings = {
		port: String(port),
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		// Its data is not kept.
		fsync: 'off',
	};
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const { stop } = await startService('postgres', ['-D', data, ...flags], {
		cwd: folder,
		ready: /ready to accept connections/,
		user,
	});
	const address = ['--host=127.0.0.1', `--port=${port}`, `--username=${POSTGRES_USER}`];
	return {
		port,
		select: async <T>(query: string) => {
			const asJson = `select coalesce(json_agg(found), '[]') from (${query}) found`;
			const args = [...address, '--dbname=postgres', '--tuples-only', '--no-align', '-c', asJson];
			const { stdout } = await promisify(execFile)(program('psql'), args);
			return JSON.parse(stdout) as T[];
		},
		stop: async () => {
			await stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** PostgreSQL refuses to be run by root. */
function otherThanRoot(): UserIds | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}
