/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'dist', 'nodes', 'OvhSms', '__schema__');

/** A JSON Schema that n8n shows as a preview of an operation's output. */
export interface OutputSchema {
	type: string | string[];
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

export function readOutputSchema(
	resource: string,
	operation: string,
	version = 'v1.0.0',
): OutputSchema {
	return JSON.parse(
		readFileSync(join(FOLDER, version, resource, `${operation}.json`), 'utf8'),
	) as OutputSchema;
}
