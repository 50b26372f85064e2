import type { INode } from 'n8n-workflow';

import type { WorkflowFile } from '../../test/helpers/engine';
import { byId, chain, node, ovhSms } from '../../test/helpers/workflows';
import type { Place, SendJob } from './questions';
import { last, looped, start } from './workflows';

/** Reads the whole history: with this package's node, or as the API has it, ids and then objects. */
export function readingWorkflow({ way, place }: SendJob): WorkflowFile {
	if (way === 'node') return chain(start, getMany(place), last);
	// Each id comes as an item of its own.
	const ids = [start, get('IDs', outgoing(place))];
	const objects = get('Objects', `=${outgoing(place)}/{{ $json }}`);
	return way === 'atOnce' ? chain(...ids, objects, last) : looped(ids, objects);
}

function getMany({ account }: Place): INode {
	return ovhSms({
		resource: 'outgoing',
		operation: 'getAll',
		account: byId(account),
		returnAll: true,
	});
}

function get(name: string, url: string): INode {
	return node(
		name,
		'n8n-nodes-base.httpRequest',
		{
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'ovhSmsApi',
			options: {},
		},
		{ typeVersion: 4.2 },
	);
}

function outgoing({ account, baseUrl }: Place): string {
	return `${baseUrl}/sms/${account}/outgoing`;
}
