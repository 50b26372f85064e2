/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
// Must be imported before n8n-core, which otherwise writes its settings into the user's home.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// One folder for each process that may run at the same time, used again by the next run.
const folder = join(tmpdir(), 'n8n-nodes-ovh-sms', process.env.JEST_WORKER_ID ?? 'demo');
mkdirSync(folder, { recursive: true });
process.env.N8N_USER_FOLDER ??= folder;
process.env.N8N_ENCRYPTION_KEY ??= 'only-for-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';
