/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ReceivedCall {
	method: string;
	path: string;
	query: Record<string, string>;
	body: string;
}

/** A small server that writes down what calls it. */
export interface Receiver {
	url: string;
	received: ReceivedCall[];
	/** Statuses of the next answers; 200 after them. 0 breaks off in the middle of the answer. */
	answers: number[];
	/** Where its answers of the 3xx range point. */
	location: string;
	/** How many calls were under way at the same time. */
	mostAtOnce: number;
	close: () => Promise<void>;
}

/** Milliseconds before it answers, so that calls at the same time meet. */
const PAUSE_MS = 20;

export async function startReceiver(): Promise<Receiver> {
	let atOnce = 0;
	const server = createServer((request, response) => {
		atOnce += 1;
		receiver.mostAtOnce = Math.max(receiver.mostAtOnce, atOnce);
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { pathname, searchParams } = new URL(request.url ?? '/', receiver.url);
			receiver.received.push({
				method: request.method ?? '',
				path: pathname,
				query: Object.fromEntries(searchParams),
				body: Buffer.concat(chunks).toString('utf8'),
			});
			setTimeout(() => {
				atOnce -= 1;
				const status = receiver.answers.shift() ?? 200;
				// A kept connection could be closed at the very moment that it is used again.
				const headers = {
					connection: 'close',
					...(status >= 300 && status < 400 && { location: receiver.location }),
				};
				if (status > 0) response.writeHead(status, headers).end();
				else response.writeHead(200, { 'content-length': 2 }).write('O', () => response.destroy());
			}, PAUSE_MS);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const receiver: Receiver = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received: [],
		answers: [],
		location: '',
		mostAtOnce: 0,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return receiver;
}
