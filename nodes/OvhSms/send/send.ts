import type { IDataObject } from 'n8n-workflow';

import { mapConcurrently } from '../../../ovh/concurrency';
import type { Operation, Outcome } from '../../../operations/operation';
import type { OperationRun } from '../../../operations/run';
import { mapInTurns } from '../../../operations/turns';
import { type Dispatched, Dispatcher, type Sent } from '../../../sms/dispatch';
import { Ledger } from '../../../sms/ledger';
import { planRequests, type SendRequest } from '../../../sms/plan';
import { derivedTag } from '../../../sms/tag';
import { checkCredits, dryRunPlan } from './credits';
import { type Prepared, Preparation } from './prepare';
import { isNoCredit, Progress } from './progress';
import { SEND_PROPERTIES } from './properties';

/**
 * `sms` → `send`. Everything that can be refused is refused before the first message goes out;
 * then few requests at a time, and nobody is texted twice.
 */
export const send: Operation = {
	value: 'send',
	name: 'Send',
	action: 'Send SMS',
	description:
		'Send an SMS to one or many recipients. This costs credits for each recipient and part, reaches people at once, and cannot be undone.',
	routes: ['POST /sms/{serviceName}/jobs', 'POST /sms/{serviceName}/virtualNumbers/{number}/jobs'],
	properties: SEND_PROPERTIES,
	run: async (run) => {
		const timeless = await failureOf(learnTimeWhereItMatters(run));
		if (timeless) return run.items.map(() => timeless);
		const outcomes = await prepareAll(run);
		const ready = outcomes.filter((outcome) => 'receivers' in outcome);
		const refused = outcomes.some((outcome) => 'error' in outcome);
		// Nothing goes out while the run is going to stop anyway.
		if (refused && run.stopsAtFailure) return outcomes.map(withoutPrepared);
		const unaffordable = await failureOf(checkCredits(run, ready));
		if (unaffordable) {
			return outcomes.map((outcome) => ('error' in outcome ? outcome : unaffordable));
		}

		const dry = ready.filter(({ dryRun }) => dryRun);
		const plan = await dryRunPlan(run, dry).catch((error: unknown) => () => {
			throw error;
		});
		const progress = await sendAll(
			run,
			ready.filter(({ dryRun }) => !dryRun),
		);
		const results = outcomes.map((outcome): Outcome => {
			if ('error' in outcome) return outcome;
			if (outcome.dryRun) return attempt(() => [plan(outcome)]);
			if (progress.isLeftUndone(outcome)) return { json: [] };
			return attempt(() => [report(outcome, progress)]);
		});
		const isNew = (result: Outcome, item: number): boolean =>
			'error' in result && !('error' in outcomes[item]);
		if (!results.some(isNew)) progress.forget();
		return results;
	},
};

async function failureOf(work: Promise<void>): Promise<{ error: unknown } | undefined> {
	return await work.then(
		() => undefined,
		(error: unknown) => ({ error }),
	);
}

/**
 * Minutes from now are only right by OVHcloud's clock. It is read first, since a request that is
 * refused for its time and repeated would carry the minutes of the wrong clock.
 */
async function learnTimeWhereItMatters(run: OperationRun): Promise<void> {
	if (!run.mayHave('options', 'sendAt')) return;
	const scheduled = await mapInTurns(run.items, (_, item) => {
		const options = attempt(() => [run.collection('options', item)]);
		// One that cannot be read is reported with its item.
		return 'json' in options && Boolean(options.json[0].sendAt);
	});
	if (scheduled.includes(true)) await run.client.learnTime();
}

type Preparing = Prepared | { error: unknown };

async function prepareAll(run: OperationRun): Promise<Preparing[]> {
	const preparation = new Preparation(run);
	return await mapInTurns(run.items, (_, item) => {
		const outcome = attempt(() => [preparation.read(item)]);
		return 'error' in outcome ? outcome : outcome.json[0];
	});
}

function attempt<T>(work: () => T[]): { json: T[] } | { error: unknown } {
	try {
		return { json: work() };
	} catch (error) {
		return { error };
	}
}

function withoutPrepared(outcome: Preparing): Outcome {
	return 'error' in outcome ? outcome : { json: [] };
}

/** Sends what is still to be sent, and keeps what became of it for the next try. */
async function sendAll(run: OperationRun, items: Prepared[]): Promise<Progress> {
	if (items.length === 0) return new Progress(items, run);
	const options = run.collection('options', items[0].item);
	const preventDuplicates = options.preventDuplicates !== false;
	const ledger = preventDuplicates ? new Ledger(run.memory(), run.runKey) : undefined;
	const progress = new Progress(items, run, ledger);
	const dispatcher = new Dispatcher(run.client, preventDuplicates, ledger?.ids());
	rememberKeys(items, dispatcher, ledger);
	const sender = new Sender(run, dispatcher, progress, ledger);
	try {
		await sender.settleOpen();
		const combine = options.combineItems !== false;
		for (const round of planRequests(items, progress.missing, { combine })) {
			await mapConcurrently(round, run.concurrentRequests, async (request) => {
				await sender.send(request);
			});
		}
		return progress;
	} finally {
		// Until it is known how the run ends: also an unforeseen failure may be followed by a next try.
		ledger?.save();
	}
}

/** Once keys that an earlier try has used are used up for all items. */
function rememberKeys(items: Prepared[], dispatcher: Dispatcher, ledger?: Ledger): void {
	for (const item of items) {
		const key = item.message.options.tag;
		if (!item.once || key === undefined) continue;
		for (const { receiver = '' } of item.receivers) {
			const known = ledger?.find(item, receiver);
			if (known) dispatcher.remember(item.account, key, known);
		}
	}
}

/** Sends the requests of a run, and tells the items what became of them. */
class Sender {
	/** Accounts without credit, and how OVHcloud said so. */
	private readonly withoutCredit = new Map<string, unknown>();

	private stopped = false;

	constructor(
		private readonly run: OperationRun,
		private readonly dispatcher: Dispatcher,
		private readonly progress: Progress,
		private readonly ledger?: Ledger,
	) {}

	/** Looks what became of the requests whose answers an earlier try has lost. */
	async settleOpen(): Promise<void> {
		const opens = this.ledger?.openRequests() ?? [];
		const outcomes = await Promise.all(
			opens.map(async (open) => await this.dispatcher.settle(open)),
		);
		for (const [index, outcome] of outcomes.entries()) {
			this.progress.record(opens[index].request, outcome, 'alreadySent');
		}
		// What was sent more than once may show under one tag, and not under the other.
		for (const outcome of outcomes) this.keepOpen(outcome);
	}

	async send(request: SendRequest): Promise<void> {
		if (this.stopped) return;
		const exhausted = this.withoutCredit.get(request.account);
		if (exhausted !== undefined) return this.failed(request, exhausted);
		try {
			const outcome = await this.sendOnce(request);
			this.progress.record(request, outcome);
			if (outcome.open) this.ledger?.markOpen(outcome.open);
			this.keepOpen(outcome);
		} catch (error) {
			this.failed(request, error);
		}
	}

	/** With the tag of the earlier try that sent it, so that one look finds both. */
	private async sendOnce(request: SendRequest): Promise<Dispatched> {
		const before = this.ledger?.openOf(request);
		const own = request.message.options.tag;
		const tag = own ?? before?.tag ?? derivedTag(this.run.name, request);
		const since = before?.tag === tag ? before.since : undefined;
		return await this.dispatcher.send(request, tag, since);
	}

	private keepOpen({ open }: Sent): void {
		if (open) this.progress.doubt(open);
		this.stopped ||= this.run.stopsAtFailure && this.progress.isFailing;
	}

	private failed(request: SendRequest, error: unknown): void {
		if (isNoCredit(error)) this.withoutCredit.set(request.account, error);
		this.progress.fail(request, error);
		this.stopped ||= this.run.stopsAtFailure;
	}
}

function report(item: Prepared, progress: Progress): IDataObject {
	const { tag, recipients, ...result } = progress.resultOf(item);
	const { encoding, parts } = item.measure;
	const { sendAt } = item.message;
	return {
		account: item.account,
		tag,
		...result,
		encoding,
		parts,
		...(sendAt !== undefined && { sendAt: new Date(sendAt * 1000).toISOString() }),
		...(item.replaced.length > 0 && { replaced: item.replaced }),
		recipients,
	} as unknown as IDataObject;
}
