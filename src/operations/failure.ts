import type { JsonObject } from 'n8n-workflow';

import { type FailureContext, type NodeFailure, toNodeError } from '../n8n/errors';
import { PartlySent } from '../sending/report';
import { listed } from '../sms/inputError';

/** Any failure of an item as the error that n8n shows. */
export function nodeErrorOf(error: unknown, context: FailureContext): NodeFailure {
	return error instanceof PartlySent ? partlySent(error, context) : toNodeError(error, context);
}

/** Names the recipients that have their message, so that nobody sends it to them again. */
function partlySent(partly: PartlySent, context: FailureContext): NodeFailure {
	const { failure, accepted, scope, unknown, count } = partly;
	const error = toNodeError(failure, context);
	const sentences = [];
	if (accepted.length > 0) {
		error.context.accepted = accepted as unknown as JsonObject[];
		error.message = `${error.message} (${amount(accepted.length)} of ${amount(count)} recipients ${accepted.length === 1 ? 'has' : 'have'} it)`;
		sentences.push(
			accepted.length === 1
				? `1 recipient of this ${scope} was accepted and has the message.`
				: `${accepted.length} recipients of this ${scope} were accepted and have the message.`,
		);
	}
	if (unknown.length > 0) {
		error.context.unknown = unknown as unknown as JsonObject[];
		const who = listed(unknown.map(({ receiver, input }) => receiver ?? input));
		sentences.push(`It is not known whether OVHcloud has the message for ${who}.`);
	}
	error.description = [...sentences, error.description ?? ''].join(' ');
	return error;
}

function amount(count: number): string {
	return count.toLocaleString('en-US');
}
