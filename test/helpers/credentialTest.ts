import './environment';

import get from 'lodash/get';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type ICredentialDataDecryptedObject,
	type INodeType,
	Workflow,
} from 'n8n-workflow';

import { authentication, CREDENTIAL_TYPES } from './authentication';
import { OneCredential, withDefaults } from './credentials';
import type { Engine } from './engine';

/**
 * What n8n's server says when a user tests the credential: the test request runs through n8n's
 * RoutingNode, and its answer is judged by the credential's rules. (The few lines that read the
 * rules are in n8n's server, which is not a library; the end-to-end tests run the real ones.)
 */
export async function testCredential(
	engine: Engine,
	credential: ICredentialDataDecryptedObject,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const { test } = engine.nodeTypes.credential(CREDENTIAL_TYPES[authentication()]);
	if (!test) throw new Error('The credential has no test');
	const { response, error } = await answer(engine, credential, test.request);
	if (error) return { status: 'Error', message: error.message };
	for (const rule of test.rules ?? []) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, value, message } = rule.properties;
		if (get(response, key) === value) return { status: 'Error', message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

async function answer(
	engine: Engine,
	credential: ICredentialDataDecryptedObject,
	request: object,
): Promise<{ response?: unknown; error?: Error }> {
	const name = CREDENTIAL_TYPES[authentication()];
	const type = engine.nodeTypes.credential(name);
	const data = withDefaults(type, credential);
	const noOp = engine.nodeTypes.getByNameAndVersion('n8n-nodes-base.noOp');
	const nodeType = {
		description: {
			...noOp.description,
			credentials: [{ name, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' },
			],
		},
	} as INodeType;
	const node = {
		id: 'temp',
		parameters: {},
		name: 'Temp-Node',
		type: noOp.description.name,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		credentials: { [name]: { id: null, name: 'OVHcloud SMS' } },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	const context = new ExecuteContext(
		workflow,
		node,
		{
			...engine.additionalData(credential),
			credentialsHelper: new OneCredential(type, data, false),
		},
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const routing = new RoutingNode(context, nodeType, {
		id: 'test',
		name: 'OVHcloud SMS',
		type: name,
		data,
	});
	return await routing.runNode().then(
		(output) => ({ response: output?.[0]?.[0]?.json }),
		(error: Error) => ({ error }),
	);
}
