import { mapConcurrently } from '../ovh/concurrency';
import { OvhError } from '../ovh/errors';
import type { Dispatcher } from './dispatch';
import type { Journal } from './journal';
import { Outcomes } from './outcomes';
import { planRequests, type SendItem, type SendRequest, type Share } from './plan';
import { SendJournal } from './sendJournal';
import { derivedTag, type ExecutionName } from './tag';

/** Two bad numbers among 500 are found with this many; a text that is refused wastes no more. */
const MOST_SPLITS = 20;

/** A limit of what may be spent. */
export interface Budget {
	/** @throws what the items of a request fail with that would go over it */
	check(request: SendRequest): void;
	/** Credits that a message takes by OVHcloud's prices. */
	priceOf: (share: Share) => number;
}

const NO_LIMIT: Budget = { check: () => undefined, priceOf: () => 0 };

/** How a run of the node sends. */
export interface Manner {
	name: ExecutionName;
	/** Whether the first failing item ends the run. */
	stopsAtFailure: boolean;
	concurrentRequests: number;
	/** Whether items that agree share requests. */
	combine: boolean;
	/** Whether what other tries have done is heeded. */
	preventDuplicates: boolean;
}

/**
 * Sends items, each receiver of each once, whatever n8n repeats: what is done comes from the journal,
 * what is open is looked for first.
 */
export class Sending<T extends SendItem> {
	readonly outcomes: Outcomes<T>;

	private readonly journal: SendJournal;

	/** Accounts without credit, and how OVHcloud said so. */
	private readonly withoutCredit = new Map<string, unknown>();

	/** How often a refused request may still be split. */
	private splits = MOST_SPLITS;

	constructor(
		private readonly items: T[],
		private readonly dispatcher: Dispatcher,
		journal: Journal,
		private readonly manner: Manner,
	) {
		this.journal = new SendJournal(journal, manner.preventDuplicates);
		this.outcomes = new Outcomes(items, this.journal, manner.stopsAtFailure);
		this.outcomes.readJournal((request, sent) =>
			dispatcher.remember(request, sent.tag ?? '', [sent]),
		);
	}

	/** Credits that count as spent for what an earlier try has left open: they are not spent twice. */
	get reserved(): number {
		return this.outcomes.unsent.reduce(
			(sum, { item, receiver }) => sum + this.journal.reserved(item, receiver),
			0,
		);
	}

	/** Sends what is still to be sent. */
	async send(budget = NO_LIMIT): Promise<void> {
		const { items, manner, outcomes } = this;
		await this.settleOpen();
		for (const round of planRequests(items, outcomes.missing, manner)) {
			await mapConcurrently(round, manner.concurrentRequests, async (request) => {
				if (!outcomes.isStopped) await this.sendRequest(request, budget);
			});
		}
	}

	/** Looks what became of the requests whose answers an earlier try has lost. */
	private async settleOpen(): Promise<void> {
		const opens = this.journal.openRequests(this.outcomes.unsent);
		const settled = await Promise.all(
			opens.map(async (open) => [open.request, await this.dispatcher.settle(open)] as const),
		);
		for (const [request, sent] of settled) this.outcomes.record(request, sent, 'alreadySent');
		// What was sent more than once may show under one tag, and not under the other.
		for (const [, { open }] of settled) if (open) this.outcomes.doubt(open);
	}

	private async sendRequest(request: SendRequest, budget: Budget): Promise<void> {
		const { outcomes } = this;
		const exhausted = this.withoutCredit.get(request.account);
		if (exhausted !== undefined) return outcomes.fail(request, exhausted);
		try {
			// With the tag of the earlier try that sent it, so that one look finds both.
			const before = outcomes.openOfAll(request);
			const own = request.message.options.tag;
			const tag = own ?? before?.tag ?? derivedTag(this.manner.name, request);
			const since = before?.tag === tag ? before.since : undefined;
			budget.check(request);
			const planned = request.shares.reduce((sum, share) => sum + budget.priceOf(share), 0);
			await this.journal.spending(planned, async () => {
				const sent = await this.dispatcher.send(request, tag, since);
				outcomes.record(request, sent);
				if (sent.open) outcomes.keepOpen(sent.open, budget.priceOf);
			});
		} catch (error) {
			if (isNoCredit(error)) this.withoutCredit.set(request.account, error);
			if (!this.mayBeOneNumber(error, request)) return outcomes.fail(request, error);
			this.splits -= 1;
			for (const half of halvesOf(request)) await this.sendRequest(half, budget);
		}
	}

	/** Whether one number of many may be why OVHcloud refused a request. */
	private mayBeOneNumber(error: unknown, { shares }: SendRequest): boolean {
		const isRefused = error instanceof OvhError && error.facts.kind === 'badRequest';
		return isRefused && shares.length > 1 && this.splits > 0;
	}
}

function halvesOf(request: SendRequest): SendRequest[] {
	const middle = Math.ceil(request.shares.length / 2);
	return [request.shares.slice(0, middle), request.shares.slice(middle)].map((shares) => ({
		...request,
		shares,
	}));
}

/** Whether the failure says that the account has no credit left. */
function isNoCredit(error: unknown): boolean {
	return error instanceof OvhError && error.facts.kind === 'noCredit';
}
