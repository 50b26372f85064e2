/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { request } from 'node:http';

/** Sends what `fetch` refuses to send, such as a GET with a body. @returns the status and the text */
export async function rawRequest(
	url: string,
	method: string,
	headers: Record<string, string>,
	body: string,
): Promise<{ status: number; text: string }> {
	return await new Promise((resolve, reject) => {
		const length = String(Buffer.byteLength(body));
		const framed = { ...headers, 'Content-Length': length };
		const sent = request(url, { method, headers: framed }, (response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (chunk: string) => (text += chunk));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
		});
		sent.on('error', reject);
		sent.end(body);
	});
}
