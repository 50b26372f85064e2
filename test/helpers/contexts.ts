import './environment';

import { ExecuteContext, LoadOptionsContext } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INode,
} from 'n8n-workflow';

import type { Engine } from './engine';
import { chain, ovhSms } from './workflows';

/** What n8n hands to a node while it runs, for tests below the level of a whole workflow. */
export function executeContext(
	engine: Engine,
	credential: ICredentialDataDecryptedObject,
	abortSignal?: AbortSignal,
): IExecuteFunctions {
	const workflow = engine.workflow(chain(ovhSms({})));
	const [node] = Object.values(workflow.nodes);
	return new ExecuteContext(
		workflow,
		node,
		engine.additionalData(credential),
		'manual',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
		abortSignal,
	);
}

/** What n8n hands to a list search while a node is edited. */
export function listContext(
	engine: Engine,
	credential: ICredentialDataDecryptedObject,
	parameters: INode['parameters'],
): ILoadOptionsFunctions {
	const workflow = engine.workflow(chain(ovhSms(parameters)));
	const [node] = Object.values(workflow.nodes);
	return new LoadOptionsContext(
		workflow,
		node,
		{ ...engine.additionalData(credential), currentNodeParameters: node.parameters },
		'',
	);
}
