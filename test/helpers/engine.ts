import './environment';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IRun,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import { authentication, CREDENTIAL_TYPES } from './authentication';
import { OneCredential } from './credentials';
import { InstalledNodeTypes } from './nodeTypes';
import { WaitingHost } from './waitingHost';

/** A workflow file as n8n exports it. */
export interface WorkflowFile {
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowBase['settings'];
	pinData?: IWorkflowBase['pinData'];
}

/** Executes workflows with n8n's own engine, the built package and one credential. */
export class Engine {
	private constructor(
		readonly nodeTypes: InstalledNodeTypes,
		/** Where executions that wait are answered. */
		readonly waiting: WaitingHost,
	) {}

	static async start(): Promise<Engine> {
		return new Engine(await InstalledNodeTypes.load(), await WaitingHost.start());
	}

	/** What n8n hands to an execution; `credential` is what the user would have typed. */
	additionalData(credential: ICredentialDataDecryptedObject): IWorkflowExecuteAdditionalData {
		return {
			credentialsHelper: new OneCredential(
				this.nodeTypes.credential(CREDENTIAL_TYPES[authentication()]),
				credential,
			),
			executionId: 'test-execution',
			currentNodeExecutionIndex: 0,
			restApiUrl: '',
			instanceBaseUrl: '',
			formBaseUrl: '',
			formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
			formTestBaseUrl: '',
			webhookBaseUrl: '',
			webhookWaitingBaseUrl: this.waiting.url,
			webhookTestBaseUrl: '',
			variables: {},
			setExecutionStatus: () => undefined,
			logAiEvent: () => undefined,
			externalSecretsProxy: { hasProvider: () => false, listProviders: () => [] },
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	/** @param saved what n8n's database has of it beside the file */
	workflow(file: WorkflowFile, saved: { id?: string; staticData?: IDataObject } = {}): Workflow {
		return new Workflow({
			id: 'test-workflow',
			name: file.name ?? 'Test',
			nodes: file.nodes.map((node) => withCredential(node)),
			connections: file.connections,
			active: false,
			nodeTypes: this.nodeTypes,
			settings: file.settings ?? {},
			...saved,
		});
	}

	/**
	 * Runs a workflow from its first node.
	 * @param input the first node's items
	 */
	async run(
		file: WorkflowFile,
		credential: ICredentialDataDecryptedObject,
		input: INodeExecutionData[] = [{ json: {} }],
	): Promise<IRun> {
		const workflow = this.workflow(file);
		const start = workflow.nodes[file.nodes[0].name];
		const additionalData = this.additionalData(credential);
		additionalData.hooks = new ExecutionLifecycleHooks('manual', 'test-execution', {
			id: 'test-workflow',
			name: workflow.name ?? '',
		} as IWorkflowBase);
		const execution = new WorkflowExecute(
			additionalData,
			'manual',
			createRunExecutionData({
				startData: {},
				executionData: {
					contextData: {},
					metadata: {},
					waitingExecution: {},
					waitingExecutionSource: {},
					nodeExecutionStack: [{ node: start, data: { main: [input] }, source: null }],
				},
			}),
		);
		this.waiting.begin();
		const run = await execution.processRunExecutionData(workflow);
		const node = run.data.resultData.lastNodeExecuted;
		if (run.waitTill && node) {
			const type = this.nodeTypes.getByNameAndVersion(workflow.nodes[node].type);
			this.waiting.wait({ run, workflow, type, node, additionalData });
		}
		return run;
	}
}

/** Nodes that need the credential get it, as if the user had picked it in the editor. */
function withCredential(node: INode): INode {
	const chosen = authentication();
	const type = CREDENTIAL_TYPES[chosen];
	const credentials = { [type]: { id: 'test', name: 'OVHcloud SMS' } };
	if (node.parameters.nodeCredentialType === CREDENTIAL_TYPES.keys) {
		return { ...node, credentials, parameters: { ...node.parameters, nodeCredentialType: type } };
	}
	if (!node.type.startsWith('n8n-nodes-ovh-sms.')) return node;
	// A workflow that was saved before there were two credentials has no such parameter.
	if (chosen === 'keys') return { ...node, credentials };
	return { ...node, credentials, parameters: { ...node.parameters, authentication: chosen } };
}

/** The items that a node gave out, by output. */
export function outputOf(run: IRun, nodeName: string, output = 0): INodeExecutionData[] {
	const runs = run.data.resultData.runData[nodeName] ?? [];
	return runs.at(-1)?.data?.main?.[output] ?? [];
}
