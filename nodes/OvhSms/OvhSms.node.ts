import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { AUTHENTICATION, CREDENTIALS_OF_NODE } from '../../src/n8n/authentication';
import { answersAgent } from '../../src/n8n/executionStore';
import { executeOperation } from '../../src/operations/execute';
import { nodeProperties, subtitle } from '../../src/operations/properties';
import { hints } from './hints';
import { listSearch } from './pickers';
import { resources } from './resources';
import { answerQuestion, WAIT_WEBHOOKS } from './wait/webhook';

export class OvhSms implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'OVHcloud SMS',
		name: 'ovhSms',
		icon: { light: 'file:../../icons/ovhSms.svg', dark: 'file:../../icons/ovhSms.dark.svg' },
		group: ['output'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: subtitle(resources),
		description: 'Send and follow SMS through OVHcloud',
		defaults: { name: 'OVHcloud SMS' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: CREDENTIALS_OF_NODE,
		webhooks: WAIT_WEBHOOKS,
		waitingNodeTooltip:
			'={{ $parameter["operation"] === "sendAndWait" ? "The workflow goes on with the answer to the SMS" : "" }}',
		hints,
		properties: [AUTHENTICATION, ...nodeProperties(resources)],
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await executeOperation(this, resources, this.continueOnFail() || answersAgent(this))];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerQuestion(this);
	}
}
