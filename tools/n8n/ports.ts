/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer } from 'node:net';

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
	return await listen(0);
}

/** Whether a program can listen on the port now. */
export async function isFree(port: number): Promise<boolean> {
	return await listen(port).then(
		() => true,
		() => false,
	);
}

async function listen(port: number): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}
