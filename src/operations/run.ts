import { createHmac } from 'crypto';

import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { OvhClient } from '../ovh/client';
import type { AnswerOf, ApiCall, RouteName } from '../ovh/call';
import { digest, Journal } from '../sending/journal';
import type { ExecutionName } from '../sending/tag';
import { Changes, type Making } from './changes';
import { connect, type Connection } from '../n8n/connection';
import type { NodeFailure } from '../n8n/errors';
import { isTool, type Place, placeOf } from '../n8n/executionStore';
import { nodeErrorOf } from './failure';
import { Diagnosis } from './diagnosis';
import { ItemParameters } from './parameters';
import type { Rules } from '../sms/rules';
import { readSettings, type Settings } from '../n8n/settings';
import { Waiting } from '../n8n/waiting';

/**
 * A code such as ECONNRESET. n8n takes a message that holds one for its own, and says "You can retry
 * the request immediately" instead: to a model, of a message that may have gone out.
 */
const NETWORK_CODE = /:? ?\bE(?:[A-Z]{4,}|AI_AGAIN)\b/g;

/** What stands in a failed item beside its input, and n8n's number of an agent's call. */
const ADDED = ['error', 'recipients', 'totalCreditsRemoved', 'tag', 'tags', 'toolCallId'];

/** One execution of the node over all its input items, as an operation sees it. */
export class OperationRun extends ItemParameters {
	private readonly hints = new Set<string>();

	private changes?: Changes;

	/** What the account tells of failures. */
	readonly diagnosis: Diagnosis;

	private kept?: Journal;

	private placed?: Place;

	private constructor(
		context: IExecuteFunctions,
		items: INodeExecutionData[],
		private readonly connection: Connection,
		private readonly settings: Settings,
		/** Whether the first failing item ends the run (n8n's "Stop Workflow"). */
		readonly stopsAtFailure: boolean,
	) {
		super(context, items);
		this.diagnosis = new Diagnosis(connection.client);
	}

	static async start(context: IExecuteFunctions, stopsAtFailure: boolean): Promise<OperationRun> {
		const settings = readSettings(context);
		const connection = await connect(context, settings);
		return new OperationRun(context, context.getInputData(), connection, settings, stopsAtFailure);
	}

	get client(): OvhClient {
		return this.connection.client;
	}

	/** Such as `ovh-eu`. */
	get endpointName(): string {
		return this.connection.endpoint.name;
	}

	/** What the credential allows. */
	get rules(): Rules {
		return this.connection.rules;
	}

	/** A key for one purpose, derived from the credential's secret: the same in every process. */
	keyFor(purpose: string): Buffer {
		return createHmac('sha256', this.connection.secret).update(purpose).digest();
	}

	/** Carries out a call that changes something, once in this execution: see `Changes`. */
	async change<R extends RouteName>(
		item: number,
		call: ApiCall<R>,
		removes = false,
	): Promise<AnswerOf<R>> {
		return await this.changesOfRun().call(item, call, removes);
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
	 * @param failed by item; absent where the run itself failed
	 */
	save(failed?: boolean[]): void {
		if (!failed) return this.kept?.save();
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

	/** For an operation that waits for an answer. */
	get waiting(): Waiting {
		const { store, run } = this.place;
		// Each try of a tool is a run of its own; there, the call tells which question it is.
		return new Waiting(this.context, store, this.isTool ? this.sourceOf(0) : run);
	}

	/** For a tool outside of an execution (MCP): whom its calls may have texted in the last hour, and when. */
	get textedBefore(): Map<string, number> | undefined {
		return this.place.texted;
	}

	private get place(): Place {
		this.placed ??= placeOf(this.context);
		return this.placed;
	}

	/** Whether an agent has called the node as its tool. */
	get isTool(): boolean {
		return isTool(this.context);
	}

	/** Whether an item is to be simplified by a switch that nodes of version 1 do not have. */
	simplifiesFrom1_1(item: number): boolean {
		return this.context.getNode().typeVersion >= 1.1 && this.flag('simplify', item, true);
	}

	/** Whether the user has ended the execution. */
	get cancelled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	/** The workflow's time zone, such as `Europe/Paris`. */
	get timezone(): string {
		return this.context.getTimezone();
	}

	/** A file to be given out beside an entry. */
	async file(bytes: Buffer, name: string, type: string): Promise<IBinaryData> {
		return await this.context.helpers.prepareBinaryData(bytes, name, type);
	}

	/** Shows a remark beside the output in the editor, once. */
	hint(message: string, type: 'info' | 'warning' = 'info'): void {
		if (this.hints.has(message)) return;
		this.hints.add(message);
		this.context.addExecutionHints({ message, type, location: 'outputPane' });
	}

	/** A failure of an item as n8n's error, with the accounts that exist where that helps. */
	async failure(error: unknown, item: number): Promise<NodeFailure> {
		const account = this.textIfReadable('account', item);
		const sender = () => this.textIfReadable('sender', item);
		const shown = nodeErrorOf(error, {
			node: this.context.getNode(),
			itemIndex: item,
			isOnlyItem: this.items.length === 1,
			...this.connection.errors,
			timeoutMs: this.settings.timeoutMs,
			account: account || undefined,
			...(await this.diagnosis.of(error, { account, sender })),
		});
		// A language model is given the message only.
		if (this.isTool) {
			shown.message = `${shown.message}. ${shown.description ?? ''}`
				.replace(NETWORK_CODE, '')
				.trim();
		}
		return shown;
	}

	/** A parameter of an item, or nothing where its expression is what failed. */
	private textIfReadable(name: string, item: number): string {
		try {
			return this.text(name, item);
		} catch {
			return '';
		}
	}
}
