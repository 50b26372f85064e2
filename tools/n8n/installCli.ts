/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { installN8n } from './install';
import { lineOf } from './versions';

/** Installs a version of n8n, as the tests and `npm run dev` do, and says where it is. */
void installN8n((text) => process.stdout.write(`${text}\n`), lineOf(process.argv[2])).then(
	({ program }) => process.stdout.write(`${program}\n`),
);
