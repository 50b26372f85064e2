import './environment';

import { SupplyDataContext } from 'n8n-core';
// How n8n lets an agent call a node is not part of what n8n-core exports.
import { makeHandleToolInvocation } from 'n8n-core/dist/execution-engine/node-execution-context/utils/get-input-connection-data';
import {
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	NodeConnectionTypes,
} from 'n8n-workflow';

import type { Engine } from './engine';
import { chain, ovhSms } from './workflows';

/** Who calls the tool. */
export type Caller = 'agent' | 'older agent' | 'MCP';

/**
 * The package's node as the tool of an agent, called as n8n does it: Retry On Fail gives each try a
 * run index of its own, and the answer is JSON for the language model.
 */
export function agentTool(
	engine: Engine,
	credential: ICredentialDataDecryptedObject,
	parameters: INode['parameters'],
	settings: Partial<INode> = {},
	caller: Caller = 'agent',
): (toolArgs: IDataObject) => Promise<string> {
	const workflow = engine.workflow(chain(ovhSms(parameters, settings)));
	const [node] = Object.values(workflow.nodes);
	node.type += 'Tool';
	const runData = createRunExecutionData({ executionData: {} });
	// An MCP Server Trigger calls its tools outside of an execution; nothing of the data stays.
	const isOutside = caller === 'MCP';
	const additionalData = engine.additionalData(credential);
	if (isOutside) additionalData.executionId = undefined;
	const contextFor = (runIndex: number) => {
		const context = new SupplyDataContext(
			workflow,
			node,
			additionalData,
			'manual',
			runData,
			runIndex,
			[],
			{},
			NodeConnectionTypes.AiTool,
			{ node, data: {}, source: null },
			[],
		);
		// n8n 2.0 does not tell a node that it is a tool.
		if (caller === 'older agent') Object.assign(context, { isToolExecution: undefined });
		return context;
	};
	const nodeType = engine.nodeTypes.getByNameAndVersion(node.type);
	return makeHandleToolInvocation(contextFor, node, nodeType, runData);
}
