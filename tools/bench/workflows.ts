import type { INode } from 'n8n-workflow';

import type { WorkflowFile } from '../../test/helpers/engine';
import { byId, chain, node, ovhSms } from '../../test/helpers/workflows';
import type { Place, SendJob } from './questions';

export const SENDER = 'BOUTIQUE';

/** The node under this name holds a workflow's last items. */
export const LAST = 'Last';

export const start = node('Start', 'n8n-nodes-base.noOp');
export const last = node(LAST, 'n8n-nodes-base.noOp');

/** The text of an item, as an expression, or the same for all. */
const message = ({ texts }: Pick<SendJob, 'texts'>) =>
	texts === 'same' ? 'Your order is ready' : '={{ $json.text }}';

/** One send with this package's node. */
export function withNode(
	job: Pick<SendJob, 'place' | 'texts'>,
	options: INode['parameters'] = {},
): WorkflowFile {
	return chain(
		start,
		ovhSms({
			resource: 'sms',
			operation: 'send',
			account: byId(job.place.account),
			to: '={{ $json.to }}',
			message: message(job),
			senderType: 'sender',
			sender: byId(SENDER),
			options,
		}),
		last,
	);
}

/** n8n's own node as it comes: it starts the requests of all items at once. */
export function withHttpRequest(job: SendJob): WorkflowFile {
	return chain(start, httpRequest(job), last);
}

/** The same in a loop: one item after another. */
export function withLoop(job: SendJob): WorkflowFile {
	return looped([start], httpRequest(job));
}

/** A node that runs for one item after another, behind nodes that follow each other. */
export function looped(before: INode[], request: INode): WorkflowFile {
	const loop = node(
		'Loop Over Items',
		'n8n-nodes-base.splitInBatches',
		{ batchSize: 1, options: {} },
		{ typeVersion: 3 },
	);
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	const { nodes, connections } = chain(...before, loop);
	return {
		nodes: [...nodes, request, last],
		connections: {
			...connections,
			[loop.name]: { main: [to(last.name), to(request.name)] },
			[request.name]: { main: [to(loop.name)] },
		},
	};
}

function httpRequest({ place, texts }: SendJob): INode {
	const text = texts === 'same' ? `'${message({ texts })}'` : '$json.text';
	return node(
		'HTTP Request',
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url: jobsAddress(place),
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'ovhSmsApi',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ { message: ${text}, receivers: [$json.to], sender: '${SENDER}', noStopClause: true } }}`,
			options: {},
		},
		{ typeVersion: 4.2 },
	);
}

export function jobsAddress({ account, baseUrl }: Place): string {
	return `${baseUrl}/sms/${account}/jobs`;
}
