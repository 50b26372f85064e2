import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { OvhError } from '../ovh/errors';
import { type ExplainContext, explain } from './explain';
import { InputError } from '../sms/inputError';
import { redact } from './redact';

export type NodeFailure = NodeApiError | NodeOperationError;

export interface FailureContext extends ExplainContext {
	node: INode;
	itemIndex: number;
	/** Whether there is no other item: then its number tells nobody anything, least a form's visitor. */
	isOnlyItem?: boolean;
	/** Values that must not appear in an error, whoever put them there. */
	secrets: string[];
}

/** Any failure as the error that n8n shows: what happened, for which item, what to do. */
export function toNodeError(error: unknown, context: FailureContext): NodeFailure {
	const { node, itemIndex } = context;
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (error instanceof OvhError) return apiError(error, context);
	if (error instanceof InputError) {
		const what = redact(error.message, context.secrets);
		const where = context.isOnlyItem ? '' : ` [item ${itemIndex}]`;
		return new NodeOperationError(node, `${what}${where}`, {
			itemIndex,
			description: error.advice,
		});
	}
	const message = redact(error instanceof Error ? error.message : String(error), context.secrets);
	return new NodeOperationError(node, message, { itemIndex, description: UNEXPECTED });
}

/** For what no part of the node foresaw. */
const UNEXPECTED =
	'The node did not expect this. If it comes again, please report it with the version of the node: https://github.com/n8n-nodes-ovh-sms/n8n-nodes-ovh-sms/issues';

function apiError(error: OvhError, context: FailureContext): NodeApiError {
	const { facts } = error;
	const { message, description } = explain(facts, context);
	const safe = (text: string): string => redact(text, context.secrets);
	const nodeError = new NodeApiError(
		context.node,
		// Facts only: whatever is given here ends in the execution's saved data.
		{ message: safe(message) },
		{
			message: safe(message),
			description: safe(description),
			httpCode: facts.status === undefined ? undefined : String(facts.status),
			itemIndex: context.itemIndex,
		},
	);
	nodeError.context.data = Object.fromEntries(
		Object.entries(facts).map(([name, fact]) => [
			name,
			typeof fact === 'string' ? safe(fact) : (fact as number | undefined),
		]),
	) as JsonObject;
	return nodeError;
}
