import { OvhError } from '../../../src/ovh/errors';
import type { SmsApi } from '../../../src/sending/api';

const STARS = '*****';

/** The same API, whose refusals do not quote the codes of a text: errors are kept and shown. */
export function withoutCodes(api: SmsApi, codes: string[]): SmsApi {
	const conceal = (error: unknown): never => {
		if (!(error instanceof OvhError) || error.facts.reason === undefined) throw error;
		const reason = codes.reduce((text, code) => text.replaceAll(code, STARS), error.facts.reason);
		throw new OvhError({ ...error.facts, reason });
	};
	return {
		origin: api.origin,
		read: async (call) => await api.read(call).catch(conceal),
		call: async (call) => await api.call(call).catch(conceal),
		learnTime: async () => await api.learnTime(),
		serverTimestamp: () => api.serverTimestamp(),
		sleep: async (milliseconds) => await api.sleep(milliseconds),
	};
}
