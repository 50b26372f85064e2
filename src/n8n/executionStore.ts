import { randomUUID } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** How long whom a call outside of an execution has texted counts for Max Recipients. */
const HOUR_MS = 3_600_000;

/**
 * What the tools of an MCP Server Trigger remember, by workflow and node: they are called outside
 * of an execution, where n8n keeps nothing for a node.
 */
const outside = new Map<string, Outside>();

interface Outside {
	store: NodeStore;
	/** Whom calls may have texted in the last hour, in E.164, and when they were last. */
	texted: Map<string, number>;
}

/** A node's own part of the execution's data, in JSON. */
export interface NodeStore extends IDataObject {
	journal?: IDataObject;
	/** The question that the execution waits with, or waited with last. */
	question?: IDataObject;
	/** How many questions the node has asked. */
	asked?: number;
}

/** Where a run of the node is in its workflow's executions. */
export interface Place {
	/** The node's context, which outlives the tries of Retry On Fail. */
	store: NodeStore;
	/** Absent outside of an execution. */
	executionId?: string;
	/** Outside of an execution: whom calls may have texted in the last hour, in E.164, and when. */
	texted?: Map<string, number>;
	/**
	 * Names this run of the node, the same in each of its tries: there is more than one in a loop. Each
	 * try of a tool is a run of its own to n8n; there, only what is asked for tells that it is the same.
	 */
	run: string;
}

export function placeOf(context: IExecuteFunctions): Place {
	const run = isTool(context)
		? randomUUID()
		: String(Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0);
	if (isTool(context) && !isInExecution(context)) {
		const { store, texted } = outsideOf(context);
		return { store, texted, run };
	}
	return { store: context.getContext('node'), executionId: context.getExecutionId(), run };
}

/** Outside, some lines of n8n have no context, and others a fresh one for each call. */
function isInExecution(context: IExecuteFunctions): boolean {
	try {
		context.getContext('node');
		return Boolean(context.getExecutionId());
	} catch {
		return false;
	}
}

/** Whether an agent has called the node as its tool. Only newer lines of n8n say it outright. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || Boolean(context.isToolExecution?.());
}

/**
 * Whether the answer goes straight to an agent (before its version 3), which is told nothing at all
 * of a tool that throws. With Retry On Fail, n8n has to see the failure.
 */
export function answersAgent(context: IExecuteFunctions): boolean {
	const isCall = Boolean(context.isToolExecution?.()) && isInExecution(context);
	return isCall && !context.getNode().retryOnFail;
}

function outsideOf(context: IExecuteFunctions): Outside {
	const key = JSON.stringify([context.getWorkflow().id, context.getNode().name]);
	const known = outside.get(key) ?? { store: {}, texted: new Map() };
	for (const [receiver, at] of known.texted) {
		if (Date.now() - at >= HOUR_MS) known.texted.delete(receiver);
	}
	outside.set(key, known);
	return known;
}
