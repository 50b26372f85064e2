import type { FastifyRequest } from 'fastify';
import type { ServiceAccount } from '../auth/serviceAccounts';
import type { Token } from '../auth/tokens';
import type { ApiRoute } from '../schema/api';
import type { Batch } from './batch';
import type { RecordedRequest } from './recorder';

export const BASE_PATH = '/1.0';
const ALIAS = '/v1';

/** What is known about a request while it is being answered. */
interface Exchange {
	/** Path below the base path, without query, percent-encoded as received. */
	path: string;
	/** Scheme, host and request target exactly as received: what has to be signed. */
	address: string;
	rawBody: Buffer;
	record: RecordedRequest;
	token?: Token;
	serviceAccount?: ServiceAccount;
	batch?: Batch;
}

declare module 'fastify' {
	interface FastifyRequest {
		exchange: Exchange;
	}
	interface FastifyContextConfig {
		/** The API route behind a fastify route; absent for unknown addresses. */
		api?: ApiRoute;
	}
}

/** OVHcloud serves the same API under `/1.0` and `/v1`. */
export function withoutAlias(url: string): string {
	return /^\/v1(?=[/?]|$)/.test(url) ? BASE_PATH + url.slice(ALIAS.length) : url;
}

export function pathBelowBase(url: string): string {
	const [path] = withoutAlias(url).split('?', 1);
	return path.startsWith(`${BASE_PATH}/`) ? path.slice(BASE_PATH.length) : path;
}

export function receivedAddress(request: FastifyRequest, secure: boolean): string {
	return `${secure ? 'https' : 'http'}://${request.headers.host ?? ''}${request.originalUrl}`;
}
