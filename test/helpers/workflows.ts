import type { INode, INodeExecutionData, INodeParameterResourceLocator } from 'n8n-workflow';

import type { WorkflowFile } from './engine';

/** A node as n8n saves it. */
export function node(
	name: string,
	type: string,
	parameters: INode['parameters'] = {},
	settings: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...settings };
}

/** The package's node with its parameters, under the name "OVHcloud SMS". */
export function ovhSms(parameters: INode['parameters'], settings: Partial<INode> = {}): INode {
	return node('OVHcloud SMS', 'n8n-nodes-ovh-sms.ovhSms', parameters, settings);
}

/** A workflow of nodes that follow each other. */
export function chain(...nodes: INode[]): WorkflowFile {
	return {
		nodes,
		connections: Object.fromEntries(
			nodes
				.slice(0, -1)
				.map(({ name }, index) => [
					name,
					{ main: [[{ node: nodes[index + 1].name, type: 'main' as const, index: 0 }]] },
				]),
		),
	};
}

/** A workflow whose input items go straight into one `ovhSms` operation. */
export function single(
	parameters: INode['parameters'],
	settings: Partial<INode> = {},
): WorkflowFile {
	return chain(node('Start', 'n8n-nodes-base.noOp'), ovhSms(parameters, settings));
}

/** n8n's own HTTP Request node with this package's credential. */
export function httpRequest(parameters: INode['parameters']): WorkflowFile {
	return chain(
		node('Start', 'n8n-nodes-base.noOp'),
		node(
			'HTTP Request',
			'n8n-nodes-base.httpRequest',
			{
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'ovhSmsApi',
				...parameters,
			},
			{ typeVersion: 4.2 },
		),
	);
}

/**
 * The same workflow as a user would start it in the editor: its first node is a manual trigger.
 * @param items pinned to it: what it gives out instead of one empty item
 */
export function startedByHand(file: WorkflowFile, items?: INodeExecutionData[]): WorkflowFile {
	const [first, ...others] = file.nodes;
	return {
		...file,
		nodes: [{ ...first, type: 'n8n-nodes-base.manualTrigger' }, ...others],
		...(items && { pinData: { [first.name]: items } }),
	};
}

/** A resource locator's saved value. */
export function byId(value: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'id', value };
}
