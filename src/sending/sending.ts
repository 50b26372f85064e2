import { mapConcurrently } from '../ovh/concurrency';
import { OvhError } from '../ovh/errors';
import type { Dispatched, Dispatcher, OpenRequest, Sent } from './dispatch';
import { type Act, digest, distinct, type Entry, type Journal, type Open } from './journal';
import { type Accepted } from './api';
import { planRequests, type SendItem, type SendRequest, type Share } from './plan';
import {
	type Fate,
	PartlySent,
	receiversOf,
	type RecipientResult,
	sendResult,
	type SendResult,
} from './report';
import { derivedTag, type ExecutionName } from './tag';
import { unveiled, veiled, type Words } from './veil';

/** Two bad numbers among 500 are found with this many; a text that is refused wastes no more. */
const MOST_SPLITS = 20;

/** A limit of what may be spent. */
export interface Budget {
	/** @throws what the items of a request fail with that would go over it */
	check(request: SendRequest): void;
	/** Credits that a message takes by OVHcloud's prices. */
	priceOf(share: Share): number;
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

/** What is known of an item so far. */
interface Progress<T> {
	item: T;
	fates: Map<string, Fate>;
	/** Of its requests, as OVHcloud keeps them. */
	tags: Set<string>;
	sendAt?: number;
	error?: unknown;
	/** Why it is not known what became of some receivers. */
	doubt?: OvhError;
}

/**
 * Sends items, each receiver of each once, whatever n8n repeats: what is done comes from the journal,
 * what is open is looked for first.
 */
export class Sending<T extends SendItem> {
	private readonly items: Map<number, Progress<T>>;

	/** Accounts without credit, and how OVHcloud said so. */
	private readonly withoutCredit = new Map<string, unknown>();

	/** How often a refused request may still be split. */
	private splits = MOST_SPLITS;

	private hasFailures = false;

	constructor(
		items: T[],
		private readonly dispatcher: Dispatcher,
		private readonly journal: Journal,
		private readonly manner: Manner,
	) {
		this.items = new Map(
			items.map((item) => [
				item.item,
				{
					item,
					fates: new Map<string, Fate>(),
					tags: new Set(),
				},
			]),
		);
		// Of a first try nothing is known, however many items it has.
		if (journal.isEmpty) return;
		for (const progress of this.items.values()) this.readJournal(progress);
	}

	/** The receivers of an item that are still to be sent to. */
	missing = (item: SendItem) => {
		const { fates, error } = this.progressOf(item);
		if (error !== undefined) return [];
		return receiversOf(item.recipients).filter(({ receiver }) => !fates.has(receiver));
	};

	/** Credits that count as spent for what an earlier try has left open: they are not spent twice. */
	get reserved(): number {
		return this.openShares().reduce((sum, { open }) => sum + (open.reserved ?? 0), 0);
	}

	/** Sends what is still to be sent. */
	async send(budget = NO_LIMIT): Promise<void> {
		await this.settleOpen();
		const items = [...this.items.values()].map(({ item }) => item);
		for (const round of planRequests(items, this.missing, this.manner)) {
			await mapConcurrently(round, this.manner.concurrentRequests, async (request) => {
				if (!this.isStopped) await this.sendRequest(request, budget);
			});
		}
	}

	/** Whether an item is left undone because the run stopped at another one, which tells why. */
	isLeftUndone(item: SendItem): boolean {
		const { error, doubt } = this.progressOf(item);
		const isFailed = error !== undefined || doubt !== undefined;
		return this.isStopped && !isFailed && this.missing(item).length > 0;
	}

	/**
	 * What became of an item.
	 * @param refusal why numbers that OVHcloud refused fail the item, where they do
	 * @throws PartlySent | OvhError | InputError
	 */
	resultOf(
		item: T,
		refusal: (item: T, result: SendResult) => unknown,
	): SendResult & { tag: string; tags?: string[]; sendAt?: number } {
		const progress = this.progressOf(item);
		const { fates, sendAt, error, doubt } = progress;
		const result = { ...sendResult(item.recipients, fates), ...tagsOf(progress) };
		// That somebody may have the message must not hide behind another failure.
		const failure = doubt ?? error ?? refusal(item, result);
		if (failure === undefined) return { ...result, ...(sendAt !== undefined && { sendAt }) };
		const scope = this.manner.stopsAtFailure ? 'run' : 'item';
		const all = scope === 'run' ? [...this.items.values()] : [progress];
		const { totalCreditsRemoved } = result;
		const own = { recipients: fatesOf(progress), totalCreditsRemoved, ...tagsOf(progress) };
		const count = all.reduce((sum, one) => sum + receiversOf(one.item.recipients).length, 0);
		const partly = new PartlySent(failure, own, scope, all.flatMap(fatesOf), count);
		throw partly.accepted.length + partly.unknown.length > 0 ? partly : failure;
	}

	private get isStopped(): boolean {
		return this.manner.stopsAtFailure && this.hasFailures;
	}

	private readJournal(progress: Progress<T>): void {
		const { item, fates } = progress;
		for (const { receiver } of receiversOf(item.recipients)) {
			const entry = this.find(item, receiver);
			if (!entry || !('done' in entry)) continue;
			const known = entry.done as Accepted;
			fates.set(receiver, alreadySent(known, known.credits));
			if (known.tag) progress.tags.add(known.tag);
			const request = { ...item, shares: [{ item: item.item, receiver }] };
			this.dispatcher.remember(request, known.tag ?? '', [known]);
		}
	}

	/** Looks what became of the requests whose answers an earlier try has lost. */
	private async settleOpen(): Promise<void> {
		const opens = this.openRequests();
		const outcomes = await Promise.all(
			opens.map(async (open) => [open.request, await this.dispatcher.settle(open)] as const),
		);
		for (const [request, outcome] of outcomes) this.record(request, outcome, 'alreadySent');
		// What was sent more than once may show under one tag, and not under the other.
		for (const [, { open }] of outcomes) if (open) this.doubt(open);
	}

	/** What is open of the items: one request for all that one look can find. */
	private openRequests(): OpenRequest[] {
		const byWords = new Map<string, OpenRequest[]>();
		for (const { share, open } of this.openShares()) {
			for (const words of open.asked) addTo(byWords, words, open, share);
		}
		return [...byWords.values()].flat();
	}

	private openShares(): Array<{ share: Share; open: Open<Words> }> {
		if (this.journal.isEmpty) return [];
		return [...this.items.values()].flatMap(({ item }) =>
			this.missing(item).flatMap(({ receiver }) => {
				const open = this.openOf(item, receiver);
				return open ? [{ share: { item: item.item, receiver }, open }] : [];
			}),
		);
	}

	private find(item: SendItem, receiver: string): Entry | undefined {
		return this.manner.preventDuplicates ? this.journal.find(actOf(item, receiver)) : undefined;
	}

	private openOf(item: SendItem, receiver: string): Open<Words> | undefined {
		const entry = this.find(item, receiver);
		return entry && 'open' in entry ? unveiled(entry.open as Open<Words>, item) : undefined;
	}

	private async sendRequest(request: SendRequest, budget: Budget): Promise<void> {
		const exhausted = this.withoutCredit.get(request.account);
		if (exhausted !== undefined) return this.fail(request, exhausted);
		try {
			// With the tag of the earlier try that sent it, so that one look finds both.
			const before = this.openOfAll(request);
			const own = request.message.options.tag;
			const tag = own ?? before?.tag ?? derivedTag(this.manner.name, request);
			const since = before?.tag === tag ? before.since : undefined;
			budget.check(request);
			// What is under way counts for others, too.
			const planned = request.shares.reduce((sum, share) => sum + budget.priceOf(share), 0);
			this.journal.spend(planned);
			try {
				const outcome = await this.dispatcher.send(request, tag, since);
				this.record(request, outcome);
				if (outcome.open) this.keepOpen(outcome.open, budget);
			} finally {
				this.journal.spend(-planned);
			}
		} catch (error) {
			if (isNoCredit(error)) this.withoutCredit.set(request.account, error);
			if (!this.mayBeOneNumber(error, request)) return this.fail(request, error);
			this.splits -= 1;
			for (const half of halvesOf(request)) await this.sendRequest(half, budget);
		}
	}

	/** Whether one number of many may be why OVHcloud refused a request. */
	private mayBeOneNumber(error: unknown, { shares }: SendRequest): boolean {
		const isRefused = error instanceof OvhError && error.facts.kind === 'badRequest';
		return isRefused && shares.length > 1 && this.splits > 0;
	}

	/** What an earlier try has left open, where it is the same for all shares of a request. */
	private openOfAll({ shares }: SendRequest): { tag?: string; since: number } | undefined {
		const opens = shares.map(({ item, receiver }) =>
			this.openOf(this.progressOf({ item }).item, receiver),
		);
		const [first] = opens;
		if (!first || opens.some((open) => open?.tag !== first.tag)) return undefined;
		const since = Math.min(...opens.map((open) => open?.since ?? Infinity));
		return { tag: first.tag, since };
	}

	/** Takes what became of a request, receiver by receiver. */
	private record(
		request: SendRequest,
		outcome: Sent & Partial<Dispatched>,
		status: 'accepted' | 'alreadySent' = 'accepted',
	): void {
		const accepted = byReceiver(outcome.accepted);
		const before = byReceiver(outcome.alreadySent ?? []);
		const invalid = new Set(outcome.invalid);
		for (const { item, receiver } of request.shares) {
			const progress = this.progressOf({ item });
			progress.tags.add(outcome.tag);
			progress.sendAt ??= outcome.sendAt;
			const sent = accepted.get(receiver);
			const known = before.get(receiver);
			const refusal = outcome.refused?.get(receiver);
			if (sent) {
				this.journal.spend(sent.credits - this.reservedFor(progress.item, receiver));
				const done = { ...sent, tag: outcome.tag };
				this.journal.keep(actOf(progress.item, receiver), { done });
				progress.fates.set(receiver, { ...withId(sent), status, credits: sent.credits });
			} else if (known) {
				// Another execution, or another item, paid for it.
				this.forget(progress.item, receiver);
				progress.fates.set(receiver, alreadySent(known, 0));
			} else if (invalid.has(receiver)) {
				this.forget(progress.item, receiver);
				progress.fates.set(receiver, { status: 'invalid', credits: 0 });
			} else if (refusal) {
				this.fail({ shares: [{ item, receiver }] }, refusal);
			}
		}
	}

	/** Of a message that is neither sent nor open any more, nothing counts as spent. */
	private forget(item: SendItem, receiver: string): void {
		this.journal.spend(-this.reservedFor(item, receiver));
		this.journal.forget(actOf(item, receiver));
	}

	private reservedFor(item: SendItem, receiver: string): number {
		return this.openOf(item, receiver)?.reserved ?? 0;
	}

	/** Keeps the first moment of what is sent again, and all words in which it was. */
	private keepOpen(open: OpenRequest, budget: Budget): void {
		const { request, tag, since, last, facts } = open;
		const { shares, account, message, once } = request;
		for (const { item, receiver } of shares) {
			const progress = this.progressOf({ item });
			const known = this.openOf(progress.item, receiver);
			const before = known?.tag === tag ? known : undefined;
			const entry: Open<Words> = {
				asked: distinct([...(before?.asked ?? []), { account, message, once }]),
				tag,
				since: Math.min(since, before?.since ?? since),
				last,
				facts,
				reserved: budget.priceOf({ item, receiver }),
			};
			this.journal.spend((entry.reserved ?? 0) - (known?.reserved ?? 0));
			this.journal.keep(actOf(progress.item, receiver), { open: veiled(entry, progress.item) });
		}
		this.doubt(open);
	}

	/** Nobody knows what became of a request. */
	private doubt({ request, facts }: OpenRequest): void {
		for (const { item, receiver } of request.shares) {
			const progress = this.progressOf({ item });
			if (progress.fates.has(receiver)) continue;
			progress.fates.set(receiver, { status: 'unknown', credits: 0 });
			progress.doubt ??= new OvhError(facts);
			this.hasFailures = true;
		}
	}

	/** All items of a request that have not failed yet fail. */
	private fail({ shares }: Pick<SendRequest, 'shares'>, error: unknown): void {
		for (const { item } of shares) this.progressOf({ item }).error ??= error;
		this.hasFailures = true;
	}

	private progressOf({ item }: Pick<Share, 'item'>): Progress<T> {
		const progress = this.items.get(item);
		if (!progress) throw new Error(`Item ${item} is not part of this run`);
		return progress;
	}
}

/** Adds a share to the request with its words and tag; nobody stands twice in one. */
function addTo(
	byWords: Map<string, OpenRequest[]>,
	words: Words,
	{ tag = '', since, last, facts }: Open<Words>,
	share: Share,
): void {
	const alike = JSON.stringify([words, tag]);
	const known = byWords.get(alike) ?? [];
	byWords.set(alike, known);
	const open = known.find(
		({ request: { shares } }) => !shares.some(({ receiver }) => receiver === share.receiver),
	);
	if (!open) {
		known.push({ request: { ...words, shares: [share] }, tag, since, last, facts });
		return;
	}
	open.request.shares.push(share);
	open.since = Math.min(open.since, since);
	open.last = Math.max(open.last, last);
}

function halvesOf(request: SendRequest): SendRequest[] {
	const middle = Math.ceil(request.shares.length / 2);
	return [request.shares.slice(0, middle), request.shares.slice(middle)].map((shares) => ({
		...request,
		shares,
	}));
}

/** The message of an item to a receiver, by its text: who it goes out from may be told otherwise. */
function actOf({ item, account, message, once, source }: SendItem, receiver: string): Act {
	const words = once ? { key: message.options.tag } : { text: message.message };
	const contents = () => [
		digest(account, words, receiver),
		...(source ? [digest(account, { source: source() }, receiver)] : []),
	];
	return { item, what: `to:${receiver}`, contents };
}

/** What is known of each recipient; those to whom nothing was sent have no fate. */
function fatesOf<T extends SendItem>({ item, fates }: Progress<T>): RecipientResult[] {
	const { recipients } = sendResult(item.recipients, fates);
	return recipients.filter(({ receiver }) => receiver === undefined || fates.has(receiver));
}

/** With more than 500 recipients, an item has several requests with tags of their own. */
function tagsOf<T extends SendItem>({ item, tags }: Progress<T>): { tag: string; tags?: string[] } {
	const [tag = item.message.options.tag ?? ''] = tags;
	return { tag, ...(tags.size > 1 && { tags: [...tags] }) };
}

/** Whether the failure says that the account has no credit left. */
function isNoCredit(error: unknown): boolean {
	return error instanceof OvhError && error.facts.kind === 'noCredit';
}

function alreadySent(accepted: Accepted, credits: number): Fate {
	return { ...withId(accepted), status: 'alreadySent', credits };
}

function withId({ id }: Accepted): { id?: number } {
	return id === undefined ? {} : { id };
}

function byReceiver(accepted: Accepted[]): Map<string, Accepted> {
	return new Map(accepted.map((entry) => [entry.receiver, entry]));
}
