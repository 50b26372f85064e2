/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { consola } from 'consola';
import type { Locator } from 'playwright-core';

import { onceEnded } from '../dev/end';
import { Film } from './film';
import { animatedGif } from './gif';
import { Pointer } from './pointer';
import { setStage } from './stage';
import { MESSAGE, NODES } from './workflow';

const FILE = join('.github', 'assets', 'first-sms.gif');
const PROJECT = join(__dirname, '..', '..');
const MOST_BYTES = 1_000_000;
const INTERRUPTED = 130;

/** How long the sandbox takes to accept the SMS: one sees the node at work. */
const SENDING_MS = 5000;
const RUNNING_SHOTS = 10;

/** What was started, the last one last. */
const toUndo: Array<() => Promise<void> | void> = [];

/** Executes a workflow in the editor, and films it beside the phone that gets the SMS. */
async function film(): Promise<Film> {
	const { editor, editorPane, phone, phonePane, sandbox } = await setStage(
		(act) => toUndo.push(act),
		(line) => consola.start(line),
	);
	consola.start('Filming');
	const filmed = new Film([editorPane, phonePane]);
	const pointer = await Pointer.place(editor.page, 560, 180);
	await filmed.shoot(800);
	await pointer.moveTo(editor.part('execute-workflow-button'), filmed);
	await filmed.shoot(300);

	sandbox.faults.add({ kind: 'delay', ms: SENDING_MS, method: 'POST', path: '/sms/*/jobs' });
	await pointer.click();
	// n8n marks a node, and what stands for it, as running.
	await editor.page.locator('.running').first().waitFor();
	for (let shot = 0; shot < RUNNING_SHOTS; shot++) await filmed.shoot(100);

	await editor
		.part('canvas-node-status-success')
		.nth(NODES - 1)
		.waitFor();
	await atRest(editor.page.getByText('Workflow executed successfully'));
	await atRest(phone.getByText(MESSAGE));
	await filmed.shoot(1500);
	await phone.locator('.state.good').waitFor();
	await filmed.shoot(3500);
	return filmed;
}

/** Waits until something is there and no longer moves. */
async function atRest(target: Locator): Promise<void> {
	await target.waitFor();
	const element = await target.elementHandle();
	await element?.waitForElementState('stable');
}

async function run(): Promise<void> {
	const { shots } = await film();
	const gif = animatedGif(shots);
	const ms = shots.reduce((sum, shot) => sum + shot.ms, 0);
	const summary = `${shots.length} frames, ${ms / 1000} s, ${Math.round(gif.length / 1000)} kB`;
	if (gif.length > MOST_BYTES) {
		throw new Error(`${summary}: too large for a README. Take fewer shots; nothing was written.`);
	}
	writeFileSync(join(PROJECT, FILE), gif);
	consola.success(`${FILE}: ${summary}`);
}

async function undo(): Promise<void> {
	while (toUndo.length > 0) await toUndo.pop()?.();
}

void run()
	.catch((error: unknown) => {
		consola.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	})
	.finally(undo);

onceEnded(undo, INTERRUPTED);
