/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import https from 'node:https';
import ovh, { type OvhClient } from 'ovh';
import { generate } from 'selfsigned';
import type { Sandbox } from '../../sandbox';

type Agent = { defaultPort: number; options: { ca?: string } };

/** A certificate for 127.0.0.1 that lasts for a test run. */
export async function certificate(): Promise<{ key: string; cert: string }> {
	const altNames = [{ type: 7 as const, ip: '127.0.0.1' }];
	const made = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
		keySize: 2048,
		extensions: [{ name: 'subjectAltName', altNames }],
	});
	return { key: made.private, cert: made.cert };
}

/** OVHcloud's npm client for a sandbox. */
export function officialClient({ baseUrl, keys }: Sandbox): OvhClient {
	return ovh({
		host: '127.0.0.1',
		port: Number(new URL(baseUrl).port),
		appKey: keys.applicationKey,
		appSecret: keys.applicationSecret,
		consumerKey: keys.consumerKey,
	});
}

/**
 * Lets OVHcloud's client (which knows HTTPS only and signs the address without a port) trust the
 * certificate and take the sandbox's port for the usual one, so that it sends `Host` without it.
 * @returns what undoes it
 */
export function trust(cert: string, port: number): () => void {
	const agent = https.globalAgent as unknown as Agent;
	const before = { port: agent.defaultPort, ca: agent.options.ca };
	agent.defaultPort = port;
	agent.options.ca = cert;
	return () => {
		agent.defaultPort = before.port;
		agent.options.ca = before.ca;
	};
}
