import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { AUTHENTICATION, CREDENTIALS_OF_NODE } from '../../src/n8n/authentication';
import { executeOperation } from '../../src/operations/execute';
import { nodeProperties, subtitle } from '../../src/operations/properties';
import { hints } from './hints';
import { listSearch } from './pickers';
import { resources } from './resources';

export class OvhSms implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OVHcloud SMS',
		name: 'ovhSms',
		icon: { light: 'file:../../icons/ovhSms.svg', dark: 'file:../../icons/ovhSms.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitle(resources),
		description: 'Send and follow SMS through OVHcloud',
		defaults: { name: 'OVHcloud SMS' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: CREDENTIALS_OF_NODE,
		hints,
		properties: [AUTHENTICATION, ...nodeProperties(resources)],
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await executeOperation(this, resources, this.continueOnFail())];
	}
}
