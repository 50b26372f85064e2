/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { ground } from './ground';

export default function globalTeardown(): void {
	const { folder, tarball } = ground();
	for (const made of [folder, dirname(tarball)]) rmSync(made, { recursive: true, force: true });
}
