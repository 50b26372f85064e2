import { createHash } from 'crypto';

import { NodeOperationError } from 'n8n-workflow';

import { nameOf } from '../ovh/call';
import { type ClientOptions, OvhClient } from '../ovh/client';
import { RateLimiter } from '../ovh/rateLimiter';
import type { Endpoint } from '../ovh/endpoints';
import type { Transport } from '../ovh/transport';
import { InputError } from '../sms/inputError';
import { type Rules, readRules } from '../sms/rules';
import { ACCESS, type Access } from './access';
import { credentialTypeOf } from './authentication';
import type { FailureContext } from './errors';
import { checkRequest } from './guard';
import { LIST_PROOF_HEADER, listProof } from './listProof';
import { redact, redactKeys } from './redact';
import { cancellableSleep, type NodeContext, n8nTransport, postForm } from './transport';

export interface Connection {
	client: OvhClient;
	endpoint: Endpoint;
	/** What its errors have to know of the credential. */
	errors: Pick<FailureContext, 'endpoint' | 'secrets' | 'clientId'>;
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
	const type = credentialTypeOf(context);
	const credential = await context.getCredentials(type);
	try {
		const access = ACCESS[type](credential, postForm(context));
		const { endpoint, secret, secrets, clientId } = access;
		const rules = readRules(credential);
		return {
			endpoint,
			rules,
			secret,
			client: new OvhClient({
				baseUrl: endpoint.baseUrl,
				transport: withProof(withoutSecrets(n8nTransport(context), secrets), secret),
				authorization: access.authorization,
				check: (call) => {
					const { method, path } = nameOf(call);
					const { body, listChecked: isListChecked = false } = call;
					checkRequest(rules, { method, address: path, body, isListChecked });
				},
				sleep: cancellableSleep(context),
				...knownOf(access),
				...settings,
			}),
			errors: { endpoint, secrets, clientId },
		};
	} catch (error) {
		throw unusableCredential(context, error);
	}
}

type Known = Required<Pick<ClientOptions, 'limiter' | 'withoutPages'>>;

const knownOfCredentials = new Map<string, Known>();

/** What this process has learnt of a credential: how fast it may be used, and which lists have no pages. */
function knownOf({ endpoint: { baseUrl }, id }: Access): Known {
	const name = createHash('sha256').update(`${baseUrl} ${id}`).digest('hex');
	const known = knownOfCredentials.get(name) ?? {
		limiter: new RateLimiter(),
		withoutPages: new Set(),
	};
	knownOfCredentials.set(name, known);
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
