/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { cpSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { newFolder } from './ground';

const PROJECT = join(__dirname, '..', '..', '..');
const LEFT_OUT = ['.git', '.e2e', 'coverage', 'node_modules'];

/** A copy of the checkout whose sources a test may change. */
export function copyOfCheckout(): string {
	const copy = newFolder('checkout-');
	for (const name of readdirSync(PROJECT)) {
		if (LEFT_OUT.includes(name)) continue;
		cpSync(join(PROJECT, name), join(copy, name), { recursive: true });
	}
	symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
	return copy;
}
