import type { INode, INodeExecutionData } from 'n8n-workflow';

import { errorOf, jsonOf, type ShownError, type Stage } from './stage';
import { byId, single } from './workflows';

export const ACCOUNT = 'sms-xx12345-1';

type Parameters = INode['parameters'];

/** Runs operations of the node on the first account of the stage's sandbox. */
export function operator(stage: Pick<Stage, 'sandbox' | 'run'>) {
	const workflow = (
		resource: string,
		operation: string,
		parameters: Parameters = {},
		settings: Partial<INode> = {},
	) => single({ resource, operation, account: byId(ACCOUNT), ...parameters }, settings);
	return {
		workflow,
		/** What the operation gives out. */
		async run(
			resource: string,
			operation: string,
			parameters?: Parameters,
			input?: INodeExecutionData[],
		): Promise<Array<INodeExecutionData['json']>> {
			return jsonOf(await stage.run(workflow(resource, operation, parameters), input));
		},
		/** The error that it ends with. */
		async fail(
			resource: string,
			operation: string,
			parameters?: Parameters,
			input?: INodeExecutionData[],
		): Promise<ShownError> {
			return errorOf(await stage.run(workflow(resource, operation, parameters), input));
		},
		/** Method and path, below the account, of the requests so far. */
		requests: (): string[] =>
			stage.sandbox.requests.map(
				({ method, path }) => `${method} ${path.replace(`/sms/${ACCOUNT}`, '')}`,
			),
	};
}
