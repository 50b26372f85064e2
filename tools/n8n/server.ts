/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { join } from 'node:path';

import type { InstalledN8n } from './install';
import { freePort } from './ports';
import { N8nProcess } from './process';

/** A running n8n with a user folder of its own. */
export class N8nServer {
	private constructor(
		private readonly process: N8nProcess,
		readonly url: string,
		readonly version: string,
		readonly userFolder: string,
	) {}

	/**
	 * Starts n8n and waits until it answers.
	 * @param userFolder what it knows: made by n8n where it is empty
	 * @param options `port`: a free one by default; `log`: the file for n8n's log, in the user folder
	 *   by default; `settings`: further environment variables
	 */
	static async start(
		n8n: InstalledN8n,
		userFolder: string,
		options: { port?: number; log?: string; settings?: NodeJS.ProcessEnv } = {},
	): Promise<N8nServer> {
		const port = options.port ?? (await freePort());
		const url = `http://127.0.0.1:${port}`;
		const process = new N8nProcess({
			n8n,
			userFolder,
			command: ['start'],
			settings: {
				N8N_PORT: String(port),
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
				...options.settings,
			},
			logFile: options.log ?? join(userFolder, 'n8n.log'),
			// Older lines call themselves ready before they answer anything else.
			readyAt: [`${url}/healthz/readiness`, `${url}/rest/settings`],
		});
		await process.start();
		return new N8nServer(process, url, n8n.version, userFolder);
	}

	/** The last lines that n8n has logged. */
	logged(lines?: number): string {
		return this.process.logged(lines);
	}

	/** Ends n8n and starts it again, with the same user folder. */
	async restart(): Promise<void> {
		await this.process.stop();
		await this.process.start();
	}

	/** Ends n8n: by asking first, after some time without. */
	async stop(): Promise<void> {
		await this.process.stop();
	}
}
