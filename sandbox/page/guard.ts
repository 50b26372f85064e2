import type { FastifyReply, FastifyRequest } from 'fastify';

/** A refusal in plain words, for whoever uses the page. */
export class PageError extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
	) {
		super(message);
	}
}

/**
 * Only the page itself may use the page's addresses: no other page that is open in the same browser
 * (Origin, Sec-Fetch-Site). A foreign name (Host) is refused before.
 */
export async function onlyFromThisPage(request: FastifyRequest): Promise<void> {
	const { host = '', origin } = request.headers;
	const site = request.headers['sec-fetch-site'] ?? 'none';
	const isVisit = request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET';
	const isForeign = !isVisit && site !== 'same-origin' && site !== 'none';
	if (isForeign || (origin !== undefined && origin !== `${request.protocol}://${host}`)) {
		throw new PageError(403, 'Another site may not use the phone page');
	}
}

const HEADERS = {
	'content-security-policy': [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self'",
		"connect-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
	].join('; '),
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'cache-control': 'no-store',
};

/** Headers of everything that the page is made of. */
export async function strictHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
	reply.headers(HEADERS);
}
