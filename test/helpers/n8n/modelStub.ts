/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tool as the model is told of it. */
interface ToolShown {
	name: string;
	description: string;
	parameters: { properties: Record<string, unknown>; required?: string[] };
}

/** What the model is asked. */
export interface ModelRequest {
	tools: ToolShown[];
	/** What the last call of a tool gave. */
	toolAnswer?: string;
}

/** What the model says: a call of its first tool, or its last word. */
export type ModelAnswer = { call: Record<string, unknown> } | { say: string };

/** A language model that says what the test wants, by OpenAI's API for chats. */
export interface ModelStub {
	url: string;
	requests: ModelRequest[];
	close: () => Promise<void>;
}

interface ChatRequest {
	/** Older agents want the answer in pieces. */
	stream?: boolean;
	tools?: Array<{ function: ToolShown }>;
	messages: Array<{ role: string; content: unknown }>;
}

/** @param answer to each request, by how many there were before */
export async function startModelStub(
	answer: (request: ModelRequest, before: number) => ModelAnswer,
): Promise<ModelStub> {
	const requests: ModelRequest[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest;
			const toolAnswer = asked.messages.filter(({ role }) => role === 'tool').at(-1)?.content;
			const tools = (asked.tools ?? []).map((tool) => tool.function);
			const shown: ModelRequest = {
				tools,
				...(toolAnswer !== undefined && { toolAnswer: textOf(toolAnswer) }),
			};
			const said = answer(shown, requests.length);
			requests.push(shown);
			const message = messageOf(said, tools[0]?.name, requests.length);
			const type = asked.stream ? 'text/event-stream' : 'application/json';
			response
				.writeHead(200, { 'content-type': type, connection: 'close' })
				.end(asked.stream ? pieces(message) : JSON.stringify(whole(message)));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		close: async () => {
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

function textOf(content: unknown): string {
	return typeof content === 'string' ? content : JSON.stringify(content);
}

function messageOf(said: ModelAnswer, tool: string, nth: number) {
	if ('say' in said) return { role: 'assistant', content: said.say };
	const call = { name: tool, arguments: JSON.stringify(said.call) };
	const id = `call_${nth}`;
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ index: 0, id, type: 'function', function: call }],
	};
}

type Message = ReturnType<typeof messageOf>;

function chat(object: string, choice: object) {
	return {
		id: 'chatcmpl-stub',
		object,
		created: 1_700_000_000,
		model: 'stub',
		choices: [{ index: 0, ...choice }],
	};
}

function reasonOf(message: Message): string {
	return 'tool_calls' in message ? 'tool_calls' : 'stop';
}

function whole(message: Message) {
	return {
		...chat('chat.completion', { message, finish_reason: reasonOf(message) }),
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

function pieces(message: Message): string {
	const object = 'chat.completion.chunk';
	return [
		JSON.stringify(chat(object, { delta: message, finish_reason: null })),
		JSON.stringify(chat(object, { delta: {}, finish_reason: reasonOf(message) })),
		'[DONE]',
	]
		.map((piece) => `data: ${piece}\n\n`)
		.join('');
}
