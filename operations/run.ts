import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	NodeOperationError,
} from 'n8n-workflow';

import { OvhClient } from '../ovh/client';
import { type Endpoint, resolveEndpoint } from '../ovh/endpoints';
import { OvhError } from '../ovh/errors';
import { requireKeys } from '../ovh/signedRequest';
import { type NodeFailure, toNodeError } from './errors';
import { cancellableSleep, CREDENTIAL, type NodeContext, n8nTransport } from './transport';

export interface Connection {
	client: OvhClient;
	endpoint: Endpoint;
	/** Values that no error may show. */
	secrets: string[];
}

/**
 * A client of the credential's endpoint.
 * @throws NodeOperationError where the credential itself cannot work, before anything is sent
 */
export async function connect(context: NodeContext): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL);
	try {
		const endpoint = resolveEndpoint(credential);
		return {
			endpoint,
			client: new OvhClient({
				baseUrl: endpoint.baseUrl,
				transport: n8nTransport(context),
				sleep: cancellableSleep(context),
			}),
			secrets: Object.values(requireKeys(credential)),
		};
	} catch (error) {
		throw unusableCredential(context, error);
	}
}

function unusableCredential(context: NodeContext, error: unknown): NodeOperationError {
	const message = error instanceof Error ? error.message : String(error);
	return new NodeOperationError(context.getNode(), message, { itemIndex: 0 });
}

/** One execution of the node over all its input items, as an operation sees it. */
export class OperationRun {
	private readonly hints = new Set<string>();

	private knownAccounts?: Promise<string[] | undefined>;

	private constructor(
		private readonly context: IExecuteFunctions,
		readonly items: INodeExecutionData[],
		readonly client: OvhClient,
		private readonly endpoint: Endpoint,
		private readonly secrets: string[],
	) {}

	static async start(context: IExecuteFunctions): Promise<OperationRun> {
		const { client, endpoint, secrets } = await connect(context);
		return new OperationRun(context, context.getInputData(), client, endpoint, secrets);
	}

	/** Whether the first failing item ends the run (n8n's "Stop Workflow"). */
	get stopsAtFailure(): boolean {
		return !this.context.continueOnFail();
	}

	/** The workflow's time zone, such as `Europe/Paris`. */
	get timezone(): string {
		return this.context.getTimezone();
	}

	/** A parameter of an item; resource locators give their value. */
	parameter(name: string, item: number, fallback?: unknown): unknown {
		// n8n's own extraction refuses a parameter that the chosen operation does not show.
		return located(this.context.getNodeParameter(name, item, fallback));
	}

	text(name: string, item: number): string {
		return String(this.parameter(name, item, '') ?? '').trim();
	}

	flag(name: string, item: number, fallback = false): boolean {
		return this.parameter(name, item, fallback) === true;
	}

	collection(name: string, item: number): IDataObject {
		return (this.parameter(name, item, {}) ?? {}) as IDataObject;
	}

	/** Shows a remark beside the output in the editor, once. */
	hint(message: string): void {
		if (this.hints.has(message)) return;
		this.hints.add(message);
		this.context.addExecutionHints({ message, location: 'outputPane' });
	}

	/** A failure of an item as n8n's error, with the accounts that exist where that helps. */
	async failure(error: unknown, item: number): Promise<NodeFailure> {
		const account = this.text('account', item) || undefined;
		const asksForAccount = error instanceof OvhError && error.facts.kind === 'notFound' && account;
		return toNodeError(error, {
			node: this.context.getNode(),
			itemIndex: item,
			secrets: this.secrets,
			endpoint: this.endpoint,
			account,
			knownAccounts: asksForAccount ? await this.readKnownAccounts() : undefined,
		});
	}

	/** Best effort: a token that may not list its accounts leaves the explanation without them. */
	private async readKnownAccounts(): Promise<string[] | undefined> {
		this.knownAccounts ??= this.client.call({ route: 'GET /sms' }).catch(() => undefined);
		return await this.knownAccounts;
	}
}

/** The value inside a resource locator; any other value as it is. */
function located(parameter: unknown): unknown {
	const isLocator = typeof parameter === 'object' && parameter !== null && '__rl' in parameter;
	return isLocator && 'value' in parameter ? parameter.value : parameter;
}
