/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { parse as parseForm } from 'node:querystring';

/** What a call was answered with. */
export interface Answer {
	status: number;
	body: string;
}

/** What Express 5 and n8n's middleware add to a request. */
interface Added {
	originalUrl: string;
	path: string;
	params: Record<string, string>;
	query: object;
	body?: unknown;
}

/** A response with the methods that Express adds and nodes use. */
export interface ExpressResponse extends ServerResponse {
	status(code: number): this;
	header(name: string, value: string): this;
	json(value: unknown): this;
	send(value?: unknown): this;
}

/** A body that does not fit its content type: n8n answers it with 422. */
export class UnreadableBody extends Error {}

// Express parses queries with this package, which no package of this project depends on itself.
const nested = createRequire(require.resolve('n8n-nodes-base/package.json'))('qs') as {
	parse(text: string, options: { allowPrototypes: boolean }): object;
};

/**
 * A request with what n8n's server, which is Express, adds to it. The query may be nested, a form
 * may not; the names of both may come several times.
 * @throws UnreadableBody
 */
export async function expressRequest(
	request: IncomingMessage,
	params: Record<string, string>,
): Promise<IncomingMessage & Added> {
	const target = request.url ?? '/';
	const [path, ...others] = target.split('?');
	return Object.assign(request, {
		originalUrl: target,
		path,
		params,
		query: nested.parse(others.join('?'), { allowPrototypes: true }),
		body: await readBody(request),
	});
}

/** As n8n's `parseBody`: what it does not know, or what is empty, leaves no body at all. */
async function readBody(request: IncomingMessage): Promise<unknown> {
	const text = await readText(request).catch(unreadable('Request body stream was aborted'));
	if (text === '') return undefined;
	const [type] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
	switch (type) {
		case 'application/json':
			return await parseJson(withoutMark(text)).catch(unreadable('Failed to parse request body'));
		case 'application/x-www-form-urlencoded':
			return parseForm(withoutMark(text), undefined, undefined, { maxKeys: 1000 });
		case 'text/plain':
			return text;
		default:
			return undefined;
	}
}

async function readText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}

async function parseJson(text: string): Promise<unknown> {
	return JSON.parse(text) as unknown;
}

function unreadable(message: string): () => Promise<never> {
	return async () => await Promise.reject(new UnreadableBody(message));
}

function withoutMark(text: string): string {
	return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/**
 * A response with what Express adds to it.
 * @param onAnswer told how the call is answered, once
 */
export function expressResponse(
	response: ServerResponse,
	onAnswer: (answer: Answer) => void,
): ExpressResponse {
	const chunks: Buffer[] = [];
	const keep = (chunk: unknown): void => {
		if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
		else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
	};
	const write = response.write.bind(response) as (...parts: unknown[]) => boolean;
	const end = response.end.bind(response) as (...parts: unknown[]) => ServerResponse;
	const express = response as ExpressResponse;
	const withType = (type: string): void => {
		if (!response.hasHeader('content-type')) response.setHeader('content-type', type);
	};
	return Object.assign(express, {
		write: (...parts: unknown[]) => {
			keep(parts[0]);
			return write(...parts);
		},
		end: (...parts: unknown[]) => {
			const isFirst = !response.writableEnded;
			if (isFirst) keep(parts[0]);
			const body = Buffer.concat(chunks).toString('utf8');
			if (isFirst) onAnswer({ status: response.statusCode, body });
			return end(...parts);
		},
		status: (code: number) => {
			response.statusCode = code;
			return express;
		},
		header: (name: string, value: string) => express.setHeader(name, value),
		json: (value: unknown) => {
			withType('application/json; charset=utf-8');
			return express.end(JSON.stringify(value));
		},
		send: (value?: unknown) => {
			if (value === undefined || value === null) return express.end('');
			if (typeof value !== 'string') return express.json(value);
			withType('text/html; charset=utf-8');
			return express.end(value);
		},
	});
}
