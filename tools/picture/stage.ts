/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, selectors } from 'playwright-core';

import { type Sandbox, startSandbox } from '../../sandbox';
import { chromiumProgram, ON_ITS_OWN } from '../../test/helpers/browser/chromium';
import { saveSandboxCredential } from '../dev/credential';
import { installN8n } from '../n8n/install';
import { installPackage, packPackage } from '../n8n/package';
import { N8nRest } from '../n8n/rest';
import { N8nServer } from '../n8n/server';
import { openEditor, openPhone, type Views } from './views';
import { WORKFLOW } from './workflow';

/** Between an SMS and its delivery: long enough to photograph both. */
const DELIVERY_DELAY_MS = 8000;

/** Takes what ends something that was started. */
type Undo = (act: () => Promise<void> | void) => void;

/** A real n8n with the workflow, the sandbox, and a browser with a page of each. */
export async function setStage(
	undo: Undo,
	tell: (line: string) => void,
): Promise<Views & { sandbox: Sandbox }> {
	const sandbox = await startSandbox({ sendingDelayMs: 0, deliveryDelayMs: DELIVERY_DELAY_MS });
	undo(async () => await sandbox.close());
	const rest = await startN8n(undo, tell);
	const { id } = await rest.importWorkflow(WORKFLOW, await saveSandboxCredential(rest, sandbox));

	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({ executablePath: chromiumProgram(), args: ON_ITS_OWN });
	undo(async () => await browser.close());
	const phone = await openPhone(browser, sandbox.pageUrl);
	return { ...phone, ...(await openEditor(browser, rest.url, id)), sandbox };
}

/** An n8n with this package and nothing else. */
async function startN8n(undo: Undo, tell: (line: string) => void): Promise<N8nRest> {
	const n8n = await installN8n(tell);
	const folder = mkdtempSync(join(tmpdir(), 'picture-'));
	undo(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	await installPackage(folder, await packPackage(undefined, folder));
	tell(`Starting n8n ${n8n.version}`);
	const server = await N8nServer.start(n8n, folder);
	undo(async () => await server.stop());
	const rest = new N8nRest(server.url);
	await rest.signIn();
	return rest;
}
