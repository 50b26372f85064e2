import type {
	IBinaryData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';

import { isObject, type JsonObject } from '../ovh/answers';
import type { OvhClient } from '../ovh/client';
import type { AnswerOf, ApiCall, RouteName } from '../ovh/call';
import { OvhError } from '../ovh/errors';
import type { ExplainContext } from '../n8n/explain';
import { digest, Journal } from '../sending/journal';
import type { ExecutionName } from '../sending/tag';
import { InputError } from '../sms/inputError';
import { Changes, type Making } from './changes';
import { connect, type Connection } from '../n8n/connection';
import { type NodeFailure, toNodeError } from '../n8n/errors';
import { isTool, type Place, placeOf } from '../n8n/memory';
import type { Outcome } from './operation';
import { located } from './properties';
import { readSettings, type Settings } from '../n8n/settings';

/** What stands in a failed item beside its input, and n8n's number of an agent's call. */
const ADDED = ['error', 'recipients', 'totalCreditsRemoved', 'tag', 'tags', 'toolCallId'];

/** One execution of the node over all its input items, as an operation sees it. */
export class OperationRun {
	private readonly hints = new Set<string>();

	/** Parameters that no expression makes different from item to item. */
	private readonly constants = new Map<string, unknown>();

	/** The parameters as they are saved; n8n copies them each time that it is asked. */
	private readonly saved: INodeParameters;

	private changes?: Changes;

	private knownAccounts?: Promise<string[] | undefined>;

	/** Refused senders, each looked at once: one refusal may concern thousands of items. */
	private readonly refusedSenders = new Map<string, Promise<ExplainContext['sender']>>();

	private kept?: Journal;

	private placed?: Place;

	private constructor(
		private readonly context: IExecuteFunctions,
		readonly items: INodeExecutionData[],
		private readonly connection: Connection,
		private readonly settings: Settings,
		/** Whether the first failing item ends the run (n8n's "Stop Workflow"). */
		readonly stopsAtFailure: boolean,
	) {
		this.saved = context.getNode().parameters;
	}

	static async start(context: IExecuteFunctions, stopsAtFailure: boolean): Promise<OperationRun> {
		const settings = readSettings(context);
		const connection = await connect(context, settings);
		return new OperationRun(context, context.getInputData(), connection, settings, stopsAtFailure);
	}

	get client(): OvhClient {
		return this.connection.client;
	}

	/** Carries out a call that changes something, once in this execution: see `Changes`. */
	async change<R extends RouteName>(item: number, call: ApiCall<R>): Promise<AnswerOf<R>> {
		return await this.changesOfRun().call(item, call);
	}

	/** Makes something once in this execution, and finds it after a lost answer: see `Changes`. */
	async once<T, Asked>(item: number, making: Making<T, Asked>): Promise<T> {
		return await this.changesOfRun().once(item, making);
	}

	/** Whether an earlier try has made something, or may have. */
	isMade(item: number, key: Making<unknown, unknown>['key']): boolean {
		return this.changesOfRun().isMade(item, key);
	}

	/** Forgets what was made once, since it is gone again. */
	forget(item: number, key: Making<unknown, unknown>['key']): void {
		this.changesOfRun().forget(item, key);
	}

	private changesOfRun(): Changes {
		this.changes ??= new Changes(this.client, this.journal, this.sourceOf);
		return this.changes;
	}

	/** What the node has done in this execution. */
	get journal(): Journal {
		const { store, run, executionId } = this.place;
		this.kept ??= new Journal(store, run, executionId);
		return this.kept;
	}

	/** A digest of an item's input, without what n8n and failures of this node add to it. */
	readonly sourceOf = (item: number): string => {
		const entries = Object.entries(this.items[item]?.json ?? {});
		return digest(entries.filter(([name]) => !ADDED.includes(name)));
	};

	/**
	 * Keeps in the journal what the next try needs.
	 * @param outcomes by item; absent where the run itself failed
	 */
	save(outcomes?: Outcome[]): void {
		if (!outcomes) return this.kept?.save();
		const failed = outcomes.map((outcome) => 'error' in outcome);
		this.kept?.save((item) => failed[item] ?? false, !failed.includes(true));
	}

	/** Requests under way at once. */
	get concurrentRequests(): number {
		return this.settings.concurrentRequests;
	}

	/** What tells this run of the node from all others, the same in each of its tries. */
	get name(): ExecutionName {
		return {
			executionId: this.journal.executionId ?? this.place.run,
			workflowId: String(this.context.getWorkflow().id ?? ''),
			nodeName: this.context.getNode().name,
			runIndex: this.place.run,
		};
	}

	private get place(): Place {
		this.placed ??= placeOf(this.context);
		return this.placed;
	}

	/** Whether an agent has called the node as its tool. */
	get isTool(): boolean {
		return isTool(this.context);
	}

	/** Whether the user has ended the execution. */
	get cancelled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	/** The workflow's time zone, such as `Europe/Paris`. */
	get timezone(): string {
		return this.context.getTimezone();
	}

	/** A parameter of an item; resource locators give their value. */
	parameter(name: string, item: number, fallback?: unknown): unknown {
		if (this.constants.has(name)) return this.constants.get(name);
		// n8n's own extraction refuses a parameter that the chosen operation does not show.
		const value = located(this.context.getNodeParameter(name, item, fallback));
		// Looking up a hundred thousand times what is the same for each item takes minutes.
		if (!holdsExpression(this.saved[name])) this.constants.set(name, value);
		return value;
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

	/** Whether a collection may hold an option: it is set, or an expression gives the whole. */
	mayHave(collection: string, option: string): boolean {
		const saved = this.saved[collection];
		return (
			typeof saved === 'string' || (typeof saved === 'object' && saved !== null && option in saved)
		);
	}

	/** The expression that gives an option, or the whole collection; nothing where it is fixed. */
	expressionOf(collection: string, option: string): string | undefined {
		const saved = this.saved[collection] as unknown;
		const own = isObject(saved) ? saved[option] : saved;
		return typeof own === 'string' && own.startsWith('=') ? own : undefined;
	}

	/**
	 * The bytes of an item's file.
	 * @param field name of the item's binary field
	 * @throws InputError when the item has no file there
	 */
	async readFile(field: string, displayName: string, item: number): Promise<Buffer> {
		const fields = Object.keys(this.items[item].binary ?? {});
		if (fields.includes(field)) {
			return await this.context.helpers.getBinaryDataBuffer(item, field);
		}
		throw new InputError(
			displayName,
			`names "${field}", and this item has no file there`,
			fields.length
				? `It has files in: ${fields.join(', ')}.`
				: 'Put a node before this one that reads or downloads a file.',
		);
	}

	/** A file to be given out beside an entry. */
	async file(bytes: Buffer, name: string, type: string): Promise<IBinaryData> {
		return await this.context.helpers.prepareBinaryData(bytes, name, type);
	}

	/** Shows a remark beside the output in the editor, once. */
	hint(message: string): void {
		if (this.hints.has(message)) return;
		this.hints.add(message);
		this.context.addExecutionHints({ message, location: 'outputPane' });
	}

	/** A failure of an item as n8n's error, with the accounts that exist where that helps. */
	async failure(error: unknown, item: number): Promise<NodeFailure> {
		const account = this.accountIfReadable(item);
		const asksForAccount = error instanceof OvhError && error.facts.kind === 'notFound' && account;
		return toNodeError(error, {
			node: this.context.getNode(),
			itemIndex: item,
			secrets: this.connection.secrets,
			endpoint: this.connection.endpoint,
			timeoutMs: this.settings.timeoutMs,
			account,
			knownAccounts: asksForAccount ? await this.readKnownAccounts() : undefined,
			sender: await this.refusedSender(error, item, account),
		});
	}

	/** Best effort: a token that may not list its accounts leaves the explanation without them. */
	private async readKnownAccounts(): Promise<string[] | undefined> {
		this.knownAccounts ??= this.client.call({ route: 'GET /sms' }).then(
			(accounts: unknown) =>
				Array.isArray(accounts)
					? accounts.filter((account) => typeof account === 'string')
					: undefined,
			() => undefined,
		);
		return await this.knownAccounts;
	}

	/** Why a sender was refused; best effort, too. */
	private async refusedSender(
		error: unknown,
		item: number,
		account?: string,
	): Promise<ExplainContext['sender']> {
		const isSender = error instanceof OvhError && error.facts.kind === 'unknownSender';
		const name = isSender && this.text('sender', item);
		if (!name || !account) return undefined;
		const key = JSON.stringify([account, name]);
		const sender = this.refusedSenders.get(key) ?? this.readSender(account, name);
		this.refusedSenders.set(key, sender);
		return await sender;
	}

	private async readSender(account: string, name: string): Promise<ExplainContext['sender']> {
		const path = { serviceName: account, sender: name };
		return await this.client.call({ route: 'GET /sms/{serviceName}/senders/{sender}', path }).then(
			(found: unknown) => ({ name, ...(isObject(found) && textsIn(found, 'status', 'comment')) }),
			(failure: unknown) =>
				failure instanceof OvhError && failure.facts.kind === 'notFound' ? { name } : undefined,
		);
	}

	/** The account of an item, or nothing where its expression is what failed. */
	private accountIfReadable(item: number): string | undefined {
		try {
			return this.text('account', item) || undefined;
		} catch {
			return undefined;
		}
	}
}

/** Those of the fields that are texts. */
function textsIn(object: JsonObject, ...names: string[]): Record<string, string> {
	const texts = names.flatMap((name) => {
		const value = object[name];
		return typeof value === 'string' ? [[name, value] as const] : [];
	});
	return Object.fromEntries(texts);
}

/** Whether a saved parameter, or anything inside it, is an expression. */
function holdsExpression(parameter: unknown): boolean {
	if (typeof parameter === 'string') return parameter.startsWith('=');
	if (typeof parameter !== 'object' || parameter === null) return false;
	return Object.values(parameter).some(holdsExpression);
}
