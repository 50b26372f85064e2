import { createHash } from 'crypto';

import { NodeOperationError } from 'n8n-workflow';

import { type ClientOptions, OvhClient } from '../ovh/client';
import { RateLimiter } from '../ovh/rateLimiter';
import { type Endpoint, resolveEndpoint } from '../ovh/endpoints';
import { requireKeys } from './signedRequest';
import type { Transport } from '../ovh/transport';
import { redact, redactKeys } from './redact';
import { cancellableSleep, CREDENTIAL, type NodeContext, n8nTransport } from './transport';

export interface Connection {
	client: OvhClient;
	endpoint: Endpoint;
	/** Values that no error may show. */
	secrets: string[];
	/** What keys of the package's own are derived from. */
	secret: string;
}

/**
 * A client of the credential's endpoint.
 * @throws NodeOperationError where the credential itself cannot work, before anything is sent
 */
export async function connect(
	context: NodeContext,
	settings: Pick<ClientOptions, 'timeoutMs' | 'concurrentRequests'> = {},
): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL);
	try {
		const endpoint = resolveEndpoint(credential);
		const keys = requireKeys(credential);
		const secrets = Object.values(keys);
		return {
			endpoint,
			secret: keys.applicationSecret,
			client: new OvhClient({
				baseUrl: endpoint.baseUrl,
				transport: withoutSecrets(n8nTransport(context), secrets),
				sleep: cancellableSleep(context),
				...knownOf(endpoint.baseUrl, keys.consumerKey),
				...settings,
			}),
			secrets,
		};
	} catch (error) {
		throw unusableCredential(context, error);
	}
}

type Known = Required<Pick<ClientOptions, 'limiter' | 'withoutPages'>>;

const knownOfKeys = new Map<string, Known>();

/** What this process has learnt of an endpoint and key: how fast they may be used, and which lists have no pages. */
function knownOf(baseUrl: string, consumerKey: string): Known {
	const name = createHash('sha256').update(`${baseUrl} ${consumerKey}`).digest('hex');
	const known = knownOfKeys.get(name) ?? { limiter: new RateLimiter(), withoutPages: new Set() };
	knownOfKeys.set(name, known);
	return known;
}

/**
 * What a server says may quote a secret, and goes into errors, hints and output. Only a failure is
 * also relieved of the trigger's addresses: from an account the trigger has to read them.
 */
function withoutSecrets(transport: Transport, secrets: string[]): Transport {
	return async (request) => {
		const answer = await transport(request);
		const safe = answer.status < 300 ? redactKeys : redact;
		return { ...answer, body: safe(answer.body, secrets) };
	};
}

function unusableCredential(context: NodeContext, error: unknown): NodeOperationError {
	const message = error instanceof Error ? error.message : String(error);
	return new NodeOperationError(context.getNode(), message, { itemIndex: 0 });
}
