import { signRequest, type OvhCredential } from '../../src/n8n/signedRequest';
import { type Transport, TransportFailure } from '../../src/ovh/transport';

/** Sends with `fetch` what the package's own credential has signed. */
export function signedFetch(credential: OvhCredential): Transport {
	return async ({ method, url, body, headers, signed, timeoutMs }) => {
		const options = { method, url, body, headers };
		const sent = signed ? signRequest(credential, options) : options;
		const signal = AbortSignal.timeout(timeoutMs);
		const init = { ...sent, headers: sent.headers as Record<string, string>, signal };
		try {
			const response = await fetch(sent.url, { ...init, redirect: 'manual' });
			const text = await response.text();
			return { status: response.status, headers: Object.fromEntries(response.headers), body: text };
		} catch (error) {
			throw failure(error);
		}
	};
}

/** With the network's code, and nothing of the request. */
function failure(error: unknown): TransportFailure {
	const { name, cause } = (error ?? {}) as { name?: string; cause?: { code?: unknown } };
	if (name === 'TimeoutError') return new TransportFailure('ETIMEDOUT', 'no answer in time');
	const code = typeof cause?.code === 'string' ? cause.code : undefined;
	return new TransportFailure(code, code ?? 'no answer');
}
