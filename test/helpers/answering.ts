/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Asked {
	method: string;
	/** Path and query. */
	url: string;
	headers: IncomingMessage['headers'];
	body: string;
}

/** What is written to the connection. */
export interface Answered {
	status: number;
	headers: Record<string, string>;
	body: string;
	/** Whether the connection ends before the answer does. */
	cut?: boolean;
}

export interface AnsweringServer {
	/** With the API version. */
	baseUrl: string;
	close(): Promise<void>;
}

/** A server that gives whatever answer it is told to, right or wrong. */
export async function startAnswering(answer: (asked: Asked) => Answered): Promise<AnsweringServer> {
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8');
		request.on('data', (chunk: string) => (body += chunk));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			const { status, headers: sent, body: text, cut } = answer({ method, url, headers, body });
			const length = Buffer.byteLength(text) + (cut ? 1 : 0);
			response.writeHead(status, { ...sent, 'Content-Length': String(length) });
			response.write(text, () => (cut ? response.destroy() : response.end()));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: `http://127.0.0.1:${port}/1.0`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
