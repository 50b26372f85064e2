import type { N8nRest } from '../n8n/rest';

interface Listed {
	id: string;
	workflowId: string;
	startedAt: string;
	stoppedAt?: string | null;
}

/** The page of the execution that was under way at a moment, the last started one of several. */
export async function executionPage(rest: N8nRest, at: number): Promise<string | undefined> {
	const query = '/rest/executions?limit=100';
	const { results } = await rest.ask<{ results: Listed[] }>('GET', query);
	const started = ({ startedAt }: Listed) => Date.parse(startedAt);
	const [found] = results
		.filter((listed) => {
			const end = listed.stoppedAt ? Date.parse(listed.stoppedAt) : Infinity;
			return started(listed) <= at && at <= end;
		})
		.sort((one, other) => started(other) - started(one));
	return found && `${rest.url}/workflow/${found.workflowId}/executions/${found.id}`;
}
