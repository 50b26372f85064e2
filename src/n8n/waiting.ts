import { createHash } from 'crypto';
import {
	type IDataObject,
	type IExecuteFunctions,
	type IN8nHttpFullResponse,
	type IWebhookFunctions,
	WAIT_INDEFINITELY,
} from 'n8n-workflow';

import type { NodeStore } from './executionStore';

const TIMEOUT_MS = 10_000;

/** Long enough that two questions of one execution have different ones; n8n signs it. */
const ID_LENGTH = 8;

/** What n8n answers at an address; without a status where nobody does. */
export interface Reached {
	status?: number;
	body?: string;
	/** The network's code, or the failure's words. */
	reason?: string;
}

interface WithSignatures extends IExecuteFunctions {
	setSignatureValidationRequired?(): void;
}

/**
 * n8n's side of an execution that waits for the answer to a question. What the page of the question
 * needs is kept in the node's context, which n8n saves with the execution.
 */
export class Waiting {
	/**
	 * @param run what the question is asked for: the same in each try, another one for each run of the
	 * node in a loop or for each call of a tool
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly store: NodeStore,
		private readonly run: string,
	) {}

	get executionId(): string {
		return this.context.getExecutionId();
	}

	/** Name of the next question: the same in each try, never that of an earlier question. */
	get questionId(): string {
		const name = JSON.stringify([this.run, this.store.asked ?? 0]);
		return createHash('sha256').update(name).digest('hex').slice(0, ID_LENGTH);
	}

	/** An address that n8n has signed with its parameters: whoever changes them is refused. */
	signedAddress(parameters: Record<string, string>): string {
		return this.context.getSignedResumeUrl(parameters);
	}

	/** Asks an address without following it anywhere. */
	async reach(url: string): Promise<Reached> {
		try {
			const answer = (await this.context.helpers.httpRequest({
				url,
				timeout: TIMEOUT_MS,
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			})) as IN8nHttpFullResponse;
			return { status: answer.statusCode, body: String(answer.body ?? '') };
		} catch (error) {
			const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
			return { reason: typeof code === 'string' ? code : String(message ?? 'no answer') };
		}
	}

	/** Keeps the question, and has n8n end this run: it goes on with the answer, or at the moment. */
	async begin(question: object, until?: Date): Promise<void> {
		// Older lines check the signature of those addresses only whose node asks for it.
		(this.context as WithSignatures).setSignatureValidationRequired?.();
		this.store.asked = (this.store.asked ?? 0) + 1;
		this.store.question = question as IDataObject;
		await this.context.putExecutionToWait(until ?? WAIT_INDEFINITELY);
	}
}

/**
 * The question that an execution waits with, for the node's webhook: n8n gives a webhook no context,
 * but expressions reach it.
 */
export function keptQuestion(context: IWebhookFunctions): unknown {
	// Nothing in a node's name may end the expression.
	const name = JSON.stringify(context.getNode().name).replace(
		/[{}]/g,
		(brace) => `\\u${brace.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	return context.evaluateExpression(`{{ $node[${name}].context.question }}`);
}
