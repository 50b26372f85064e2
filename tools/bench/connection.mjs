/** The least that an HTTP request can be: node's own client over connections that stay open. */
import { Agent, request } from 'node:http';

/** Posts over at most `connections` connections. */
export function keepAlivePost(connections) {
	const agent = new Agent({ keepAlive: true, maxSockets: connections });
	const post = (url, headers, body) =>
		new Promise((resolve, reject) => {
			const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
				const chunks = [];
				answer.on('data', (chunk) => chunks.push(chunk));
				answer.on('error', reject);
				answer.on('end', () =>
					resolve({ status: answer.statusCode, body: Buffer.concat(chunks).toString('utf8') }),
				);
			});
			sent.on('error', reject);
			sent.end(body);
		});
	return { post, close: () => agent.destroy() };
}
