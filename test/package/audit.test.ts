/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

import { projectPath, readProjectFile } from '../helpers/packageFiles';

/** A registry that knows of holes, or answers no audit at all. */
let registry: Server;
let holes: Record<string, object[]> | undefined;
let asked: Record<string, string[]>;

beforeEach(async () => {
	registry = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			if (request.method !== 'POST') return response.writeHead(404).end('{}');
			if (!holes) return response.writeHead(405).end('{}');
			const body = Buffer.concat(parts);
			const isZipped = request.headers['content-encoding'] === 'gzip';
			asked = JSON.parse(String(isZipped ? gunzipSync(body) : body)) as typeof asked;
			return response.setHeader('content-type', 'application/json').end(JSON.stringify(holes));
		});
	});
	await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
	holes = {};
});
afterEach(() => registry.close());

async function audit(): Promise<{ status: number; output: string }> {
	const { port } = registry.address() as AddressInfo;
	const env = { ...process.env, npm_config_registry: `http://127.0.0.1:${port}` };
	return await new Promise((resolve) => {
		const script = projectPath('tools/ci/audit.mjs');
		execFile(process.execPath, [script], { env }, (error, stdout, stderr) =>
			resolve({ status: Number(error?.code ?? 0), output: stdout + stderr }),
		);
	});
}

const hole = (range: string) => ({
	id: 1,
	url: 'https://example.com/advisory',
	title: 'Reads too much',
	severity: 'high',
	vulnerable_versions: range,
});

describe('the audit', () => {
	test('asks for every library inside the package, and for no other', async () => {
		expect((await audit()).status).toBe(0);
		const { components } = JSON.parse(readProjectFile('dist/sbom.cdx.json')) as {
			components: Array<{ name: string; version: string }>;
		};
		expect(asked).toEqual(
			Object.fromEntries(components.map(({ name, version }) => [name, [version]])),
		);
	}, 60_000);

	test('fails on a known hole, and names it', async () => {
		holes = { luxon: [hole('<99.0.0')] };
		const { status, output } = await audit();
		expect(status).toBe(1);
		expect(output).toContain('luxon: high, Reads too much, https://example.com/advisory');
	}, 60_000);

	test('passes where the hole is in other versions', async () => {
		holes = { luxon: [hole('<1.0.0')] };
		expect(await audit()).toMatchObject({ status: 0 });
	}, 60_000);

	test('says so where the registry answers no audit, and passes', async () => {
		holes = undefined;
		const { status, output } = await audit();
		expect(status).toBe(0);
		expect(output).toContain('Not audited, since the registry does not answer it: 405');
	}, 60_000);
});
