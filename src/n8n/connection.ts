import { createHash } from 'crypto';

import { NodeOperationError } from 'n8n-workflow';

import { nameOf } from '../ovh/call';
import { type ClientOptions, OvhClient } from '../ovh/client';
import { RateLimiter } from '../ovh/rateLimiter';
import { type Endpoint, resolveEndpoint } from '../ovh/endpoints';
import { requireKeys } from './signedRequest';
import type { Transport } from '../ovh/transport';
import { InputError } from '../sms/inputError';
import { type Rules, readRules } from '../sms/rules';
import { checkRequest } from './guard';
import { LIST_PROOF_HEADER, listProof } from './listProof';
import { redact, redactKeys } from './redact';
import { cancellableSleep, CREDENTIAL, type NodeContext, n8nTransport } from './transport';

export interface Connection {
	client: OvhClient;
	endpoint: Endpoint;
	/** Values that no error may show. */
	secrets: string[];
	/** What keys of the package's own are derived from. */
	secret: string;
	/** What the credential allows. */
	rules: Rules;
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
		const rules = readRules(credential);
		return {
			endpoint,
			rules,
			secret: keys.applicationSecret,
			client: new OvhClient({
				baseUrl: endpoint.baseUrl,
				transport: withProof(
					withoutSecrets(n8nTransport(context), secrets),
					keys.applicationSecret,
				),
				check: (call) => {
					const { method, path } = nameOf(call);
					const { body, listChecked: isListChecked = false } = call;
					checkRequest(rules, { method, address: path, body, isListChecked });
				},
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

/** Proves to the credential, which signs, that this node has checked the numbers of a list. */
function withProof(transport: Transport, secret: string): Transport {
	return async (request) => {
		if (!request.listChecked) return await transport(request);
		const headers = { ...request.headers, [LIST_PROOF_HEADER]: listProof(secret, request) };
		return await transport({ ...request, headers });
	};
}

function unusableCredential(context: NodeContext, error: unknown): NodeOperationError {
	const message = error instanceof Error ? error.message : String(error);
	const description = error instanceof InputError ? error.advice : undefined;
	return new NodeOperationError(context.getNode(), message, { itemIndex: 0, description });
}
