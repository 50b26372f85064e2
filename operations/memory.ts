import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/**
 * What the tools of an MCP Server Trigger remember, by workflow and node: they are called outside
 * of an execution, where n8n keeps nothing for a node.
 */
const outside = new WeakMap<object, Map<string, IDataObject>>();

/** What a node remembers from one try of Retry On Fail to the next, and under which name. */
export class Memory {
	/** The node's context. */
	readonly store: IDataObject;

	/**
	 * Names this run of the node, the same in each of its tries: there is more than one in a loop. A
	 * tool of an agent gets a new run index from n8n with each try, so there it is the input that
	 * tells its runs apart, and how often it has succeeded.
	 */
	readonly key: number | string;

	constructor(private readonly context: IExecuteFunctions) {
		this.store = isTool(context) ? toolStore(context) : context.getContext('node');
		this.key = isTool(context)
			? `${this.input}:${this.successes}`
			: Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0;
	}

	/** To be called when all items have succeeded: an agent that asks for the same again means it. */
	succeeded(): void {
		if (isTool(this.context)) this.store[this.input] = this.successes + 1;
	}

	private get successes(): number {
		return Number(this.store[this.input]) || 0;
	}

	private get input(): string {
		const items = JSON.stringify(this.context.getInputData().map(({ json }) => json));
		return `tool:${createHash('sha256').update(items).digest('base64').slice(0, 16)}`;
	}
}

/** Whether an agent has called the node as its tool. Only newer lines of n8n say it outright. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool') || Boolean(context.isToolExecution?.());
}

function toolStore(context: IExecuteFunctions): IDataObject {
	try {
		return context.getContext('node');
	} catch {
		// n8n's contexts hold their workflow, although the interface does not show it.
		const workflow = 'workflow' in context ? (context.workflow as object) : context;
		const stores = outside.get(workflow) ?? new Map<string, IDataObject>();
		outside.set(workflow, stores);
		const { name } = context.getNode();
		const store = stores.get(name) ?? {};
		stores.set(name, store);
		return store;
	}
}
