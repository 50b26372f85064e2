import type { FastifyReply } from 'fastify';
import { pause } from '../http/applyFault';
import type { Feed } from './feed';

const HEARTBEAT_MS = 15_000;
/** A reader that is this far behind is dropped: it comes back and gets everything anew. */
const BACKLOG_BYTES = 8 * 1024 * 1024;

/** Answers with a stream of server-sent events that lasts until one side goes away. */
export function streamEvents(feed: Feed, reply: FastifyReply): void {
	const { raw } = reply;
	const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream; charset=utf-8' };
	reply.hijack();
	raw.writeHead(200, headers as Record<string, string>);
	const write = (text: string) => {
		if (raw.writableLength > BACKLOG_BYTES) raw.destroy();
		else raw.write(text);
	};
	// JSON has no line breaks of its own, so an event is always one line.
	const send = (event: string, data: unknown) =>
		write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
	const stop = feed.watch({
		start: (snapshot) => send('start', snapshot),
		change: (change) => send('change', change),
	});
	raw.on('close', stop);
	void keepAlive();

	async function keepAlive(): Promise<void> {
		while (!raw.destroyed) {
			await pause(HEARTBEAT_MS);
			if (!raw.destroyed) write(': still here\n\n');
		}
	}
}
