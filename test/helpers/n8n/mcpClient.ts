import { askN8n } from '../../../tools/n8n/request';

/** What a tool of an MCP server answered, as text. */
export type CallTool = (args: Record<string, string>) => Promise<string>;

interface Answer {
	result?: { tools?: Array<{ name: string }>; content?: Array<{ text?: string }> };
	error?: { message: string };
}

/** A client of an MCP Server Trigger, by JSON-RPC over HTTP; calls the server's first tool. */
export async function connectMcp(url: string): Promise<CallTool> {
	let session: string | undefined;
	let id = 0;
	const ask = async (method: string, params: object, isNote = false): Promise<Answer> => {
		const answer = await askN8n(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(session && { 'mcp-session-id': session }),
			},
			body: JSON.stringify({ jsonrpc: '2.0', method, params, ...(!isNote && { id: ++id }) }),
		});
		session ??= answer.headers.get('mcp-session-id') ?? undefined;
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method}: ${answer.status} ${text.slice(0, 300)}`);
		return isNote ? {} : parse(text);
	};
	await ask('initialize', {
		protocolVersion: '2025-03-26',
		capabilities: {},
		clientInfo: { name: 'test', version: '1' },
	});
	await ask('notifications/initialized', {}, true);
	const { result } = await ask('tools/list', {});
	const name = result?.tools?.[0]?.name;
	if (!name) throw new Error('The server has no tool');
	return async (args) => {
		const answer = await ask('tools/call', { name, arguments: args });
		if (answer.error) return answer.error.message;
		return (answer.result?.content ?? []).map(({ text = '' }) => text).join('\n');
	};
}

/** JSON, or the data of an event stream. */
function parse(text: string): Answer {
	const data = text
		.split('\n')
		.filter((line) => line.startsWith('data:'))
		.map((line) => line.slice('data:'.length));
	return JSON.parse(data.length > 0 ? data.join('') : text) as Answer;
}
