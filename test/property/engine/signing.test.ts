import fc from 'fast-check';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { fillPath } from '../../../src/ovh/address';
import { executeContext } from '../../helpers/contexts';
import { setStage } from '../../helpers/stage';
import { anyRequest, optionsOf } from '../requests';
import { engineRuns } from '../settings';

const stage = setStage();

/** A route for each method: the sandbox looks at signatures of what it knows only. */
const PATHS: Record<string, string> = {
	GET: '/sms/{account}/outgoing',
	POST: '/sms/{account}/jobs',
	PUT: '/sms/{account}/senders/{sender}',
	DELETE: '/sms/{account}/senders/{sender}',
};

interface Refusal {
	statusCode: number;
	body: { errorCode?: string };
}

/** Sends through n8n, and gives what the sandbox says. */
async function send(credential: ICredentialDataDecryptedObject, options: object): Promise<Refusal> {
	const context = executeContext(stage.engine, credential);
	return (await context.helpers.httpRequestWithAuthentication.call(context, 'ovhSmsApi', {
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		...options,
	} as IHttpRequestOptions)) as Refusal;
}

const name = fc.string({ unit: 'binary' }).filter((text) => !['', '.', '..'].includes(text.trim()));

test('any request that goes through n8n and the network has a signature that fits', async () => {
	const credential = stage.credential();
	await fc.assert(
		fc.asyncProperty(anyRequest, name, name, async (request, account, sender) => {
			const { method, ...options } = optionsOf(request);
			const path = fillPath(PATHS[method.toUpperCase()], { account, sender });
			const query = request.ownQuery === null ? '' : `?${request.ownQuery}`;
			const url = `${stage.sandbox.baseUrl}${path}${query}`;
			const { statusCode, body } = await send(credential, { ...options, method, url });
			// There is no such account, and the body is none: what is signed gets that far.
			expect([400, 404]).toContain(statusCode);
			expect(body.errorCode).toBeUndefined();
		}),
		engineRuns(150),
	);
}, 60_000);

test('one whose signature does not fit would have been noticed', async () => {
	const keys = { ...stage.sandbox.keys, applicationSecret: 'x'.repeat(32) };
	const url = `${stage.sandbox.baseUrl}/sms/x/outgoing`;
	const { body } = await send(stage.credential(keys), { method: 'GET', url });
	expect(body.errorCode).toBe('INVALID_SIGNATURE');
});
