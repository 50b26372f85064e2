import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorBody } from '../errors';
import type { Fault } from './faults';

const MESSAGES: Record<number, string> = {
	429: 'Too many requests',
	500: 'Internal server error',
	502: 'Bad gateway',
	503: 'Service unavailable',
	504: 'Gateway timeout',
};

/** Ends a request the way the fault says. @returns the status that the client saw, 0 for none */
export function applyFault(
	fault: Fault,
	request: FastifyRequest,
	reply: FastifyReply,
	answer = 'null',
): number {
	switch (fault.kind) {
		case 'resetBefore':
		case 'resetAfter':
			reply.hijack();
			reset(request);
			return 0;
		case 'silence':
			reply.hijack();
			return 0;
		case 'redirect':
			reply.code(fault.status ?? 302).header('location', fault.location);
			void reply.send('');
			return reply.statusCode;
		case 'brokenJson':
			json(reply).send(answer.slice(0, Math.max(1, Math.floor(answer.length / 2))));
			return reply.statusCode;
		case 'status':
			sendStatus(fault, reply);
			return fault.status;
		case 'delay':
			return 0;
	}
}

/** Resolves after `ms`; built on AbortSignal so that a waiting sandbox can still be closed. */
export async function pause(ms: number): Promise<void> {
	const signal = AbortSignal.timeout(ms);
	await new Promise<void>((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
}

export function json(reply: FastifyReply): FastifyReply {
	return reply.type('application/json; charset=utf-8');
}

function sendStatus(fault: Extract<Fault, { kind: 'status' }>, reply: FastifyReply): void {
	const { status, retryAfter } = fault;
	const message = fault.message ?? MESSAGES[status] ?? 'Injected error';
	reply.code(status);
	if (retryAfter !== undefined) {
		const value = retryAfter instanceof Date ? retryAfter.toUTCString() : String(retryAfter);
		reply.header('retry-after', value);
	}
	if (fault.html) {
		void reply
			.type('text/html; charset=utf-8')
			.send(`<html><head><title>${status}</title></head><body><h1>${message}</h1></body></html>`);
	} else {
		void json(reply).send(JSON.stringify(errorBody(status, message)));
	}
}

function reset(request: FastifyRequest): void {
	const { socket } = request.raw;
	// A TLS socket cannot send the reset itself; closing it without an answer comes closest.
	if ('encrypted' in socket) socket.destroy();
	else socket.resetAndDestroy();
}
