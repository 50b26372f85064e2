import type { FastifyReply, FastifyRequest } from 'fastify';

/** The last one is how a container of Docker Desktop calls the machine that it runs on. */
const LOCAL_HOST = /^(127\.0\.0\.1|localhost|\[::1\]|host\.docker\.internal)(:\d+)?$/i;

/**
 * Refuses a foreign name that resolves to this machine: a page elsewhere would be of the same origin
 * as the sandbox then (DNS rebinding), and the sandbox's keys are known to all.
 */
export async function onlyOnThisMachine(
	{ headers }: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply | void> {
	if (LOCAL_HOST.test(headers.host ?? '')) return;
	const message = 'The sandbox answers on 127.0.0.1 and localhost only';
	return await reply.code(403).send({ class: 'Client::Forbidden', message });
}
