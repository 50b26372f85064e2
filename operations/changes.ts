import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { AnswerOf, ApiCall, OvhClient, RouteName } from '../ovh/client';
import { type FailureFacts, OvhError } from '../ovh/errors';

/** What is known of a call that changes something. */
type Remembered = { answer: unknown } | { lost: FailureFacts };

/**
 * Calls that change something, each at most once in an execution. Retry On Fail runs a node anew
 * with all its items, and OVHcloud has no idempotency key: what is done is answered from memory.
 */
export class Changes {
	/**
	 * @param memory the node's context, which outlives the tries
	 * @param runIndex which run of the node in this execution: loops share the context
	 */
	constructor(
		private readonly client: OvhClient,
		private readonly memory: IDataObject,
		private readonly runIndex: number,
	) {}

	/**
	 * The answer to a call of an item, now or from an earlier try. A `POST` whose answer was lost in
	 * an earlier try fails as it did then: it may have been carried out.
	 * @throws OvhError
	 */
	async call<R extends RouteName>(item: number, call: ApiCall<R>): Promise<AnswerOf<R>> {
		const key = `change:${this.runIndex}:${item}:${digest(call)}`;
		const known = this.memory[key] as Remembered | undefined;
		if (known && 'answer' in known) return known.answer as AnswerOf<R>;
		if (known && call.route.startsWith('POST ')) throw lost(known);
		const answer = await this.client.call(call).catch((error: unknown) => {
			if (!(error instanceof OvhError)) throw error;
			// What an earlier try may have deleted, and is not there any more, is deleted.
			const gone = call.route.startsWith('DELETE ') && error.facts.kind === 'notFound';
			if (known && gone) return null as AnswerOf<R>;
			if (error.facts.effect === 'unknown') this.remember(key, { lost: error.facts });
			throw error;
		});
		this.remember(key, { answer });
		return answer;
	}

	private remember(key: string, what: Remembered): void {
		this.memory[key] = what as unknown as IDataObject;
	}
}

function lost(known: { lost: FailureFacts }): OvhError {
	return new OvhError(known.lost);
}

/** The same call in the next try. A digest, so that no password of a call is saved. */
function digest({ route, path, query, body }: ApiCall): string {
	const text = JSON.stringify([route, path, query, body]);
	return createHash('sha256').update(text).digest('base64').slice(0, 16);
}
