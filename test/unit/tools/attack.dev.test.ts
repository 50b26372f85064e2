/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { secretsOf } from '../../../tools/n8n/owner';
import { rawRequest } from '../../sandbox/rawHttp';

let folder: string;
let server: ChildProcess | undefined;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'dev-'));
});
afterEach(() => {
	server?.kill();
	server = undefined;
	rmSync(folder, { recursive: true, force: true });
});

const modeOf = (...path: string[]) => statSync(join(folder, ...path)).mode & 0o777;

describe('the n8n of npm run dev', () => {
	test('has a password and an encryption key of its own, and keeps them', () => {
		const [one, other] = ['one', 'other'].map((name) => secretsOf(join(folder, name)));
		expect(one).toEqual(secretsOf(join(folder, 'one')));
		expect(one.password).not.toBe(other.password);
		expect(one.encryptionKey).not.toBe(other.encryptionKey);
		expect(one.encryptionKey).toHaveLength(32);
		// As n8n's rules for passwords want it.
		expect(one.password).toMatch(/^(?=.*\d)(?=.*[A-Z]).{8,64}$/);
	});

	test('lets nobody else on this machine read them, nor anything else in the folder', () => {
		mkdirSync(join(folder, 'open'), { mode: 0o755 });
		secretsOf(join(folder, 'open'));
		expect(modeOf('open')).toBe(0o700);
		expect(modeOf('open', 'dev-secrets.json')).toBe(0o600);
	});

	test('takes over no folder of an n8n whose secrets it does not know', () => {
		mkdirSync(join(folder, '.n8n'));
		writeFileSync(join(folder, '.n8n', 'database.sqlite'), '');
		expect(() => secretsOf(folder)).toThrow(/Delete the folder, or choose another one/);
	});

	test('answers to names of this machine only', async () => {
		const preload = join(__dirname, '..', '..', '..', 'tools', 'n8n', 'onlyLocalHost.cjs');
		const program = `require('node:http')
			.createServer((request, response) => response.end('in'))
			.on('upgrade', (request, socket) => socket.end('HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n'))
			.listen(0, '127.0.0.1', function () { console.log(this.address().port) })`;
		const child = spawn(process.execPath, ['--require', preload, '--eval', program]);
		server = child;
		const port = await new Promise<string>((resolve) =>
			child.stdout.once('data', (data: Buffer) => resolve(String(data).trim())),
		);
		const url = `http://127.0.0.1:${port}/rest/login`;
		for (const host of ['127.0.0.1', `localhost:${port}`, `[::1]:${port}`]) {
			expect(await rawRequest(url, 'GET', { host }, '')).toEqual({ status: 200, text: 'in' });
		}
		for (const host of ['evil.example', `127.0.0.1.nip.io:${port}`, 'localhost.evil.example']) {
			expect(await rawRequest(url, 'POST', { host }, '{}')).toMatchObject({ status: 403 });
		}
		const upgrade = { host: 'evil.example', connection: 'Upgrade', upgrade: 'websocket' };
		await expect(rawRequest(url, 'GET', upgrade, '')).rejects.toThrow();
	});
});
