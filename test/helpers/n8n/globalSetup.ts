/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { clearArtifacts } from './artifacts';
import { installN8n } from '../../../tools/n8n/install';
import { installPackage, packPackage } from '../../../tools/n8n/package';
import { N8nRest } from '../../../tools/n8n/rest';
import { N8nServer } from '../../../tools/n8n/server';
import { LATEST, lineOf } from '../../../tools/n8n/versions';

/**
 * Once for all test files: installs n8n, packs the package, and makes a user folder with both that
 * each file copies. So every file has an n8n of its own without its long first start.
 */
export default async function globalSetup(): Promise<void> {
	process.env.E2E_ARTIFACTS = clearArtifacts();
	const line = lineOf(process.env.N8N_VERSION ?? LATEST.version);
	const n8n = await installN8n((text) => process.stderr.write(`${text}\n`), line);
	const folder = mkdtempSync(join(tmpdir(), 'n8n-e2e-'));
	const userFolder = join(folder, 'template');
	mkdirSync(userFolder);
	const tarball = await packPackage();
	await installPackage(userFolder, tarball);
	const server = await N8nServer.start(n8n, userFolder);
	try {
		await new N8nRest(server.url).signIn();
	} finally {
		await server.stop();
	}
	process.env.E2E_GROUND = JSON.stringify({ n8n, folder, template: userFolder, tarball });
}
