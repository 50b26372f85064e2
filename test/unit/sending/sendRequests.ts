import { OvhError } from '../../../src/ovh/errors';
import type { Sent } from '../../../src/sending/dispatch';
import type { OpenRequest } from '../../../src/sending/lost';
import type { SendRequest } from '../../../src/sending/plan';
import type { Message } from '../../../src/sending/sendRequest';

export const ANNA = '+33612345678';
export const BEN = '+33698765432';
export const CLEO = '+33611223344';

/** A request for these receivers, each wanted by an item of its own. */
export function requestTo(receivers: string[], change: Partial<Message> = {}): SendRequest {
	return {
		account: 'sms-ab12345-1',
		message: {
			from: { senderType: 'sender', sender: 'MyShop' },
			message: 'Hello',
			messageType: 'transactional',
			options: {},
			...change,
		},
		once: false,
		shares: receivers.map((receiver, item) => ({ item, receiver })),
	};
}

const thrown = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		(value) => ({ succeeded: value }),
		(error: unknown) => error,
	);

/** The failure of a request of which it is known that it was not carried out. */
export async function refusalOf(work: Promise<unknown>): Promise<OvhError> {
	const error = await thrown(work);
	expect(error).toBeInstanceOf(OvhError);
	expect((error as OvhError).facts.effect).toBe('none');
	return error as OvhError;
}

/** What nobody knows of a request. */
export async function openOf(work: Promise<Sent>): Promise<OpenRequest> {
	const { open } = await work;
	if (!open) throw new Error('It is known what became of the request');
	expect(open.facts.effect).toBe('unknown');
	return open;
}
