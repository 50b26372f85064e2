/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small server that answers every call with the same text. */
export interface Answering {
	url: string;
	/** The content type of each call. */
	types: Array<string | undefined>;
	/** What it answers with; null breaks off in the middle. */
	text: string | null;
	close: () => Promise<void>;
}

export async function startAnswering(text: string): Promise<Answering> {
	const server = createServer((request, response) => {
		answering.types.push(request.headers['content-type']);
		// A kept connection could be closed at the very moment that it is used again.
		const headers = { connection: 'close' };
		if (answering.text !== null) response.writeHead(200, headers).end(answering.text);
		else response.writeHead(200, { 'content-length': 99 }).write('Th', () => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const answering: Answering = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		types: [],
		text,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return answering;
}
