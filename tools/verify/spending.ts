/* eslint-disable @n8n/community-nodes/require-node-api-error */
import { OvhError } from '../../src/ovh/errors';
import { Skipped } from './skipped';

/** Credits that a run spends at most. */
export const LIMIT = 10;

/** An SMS, or several, that a check would like to send. */
export interface Order<T> {
	/** What it is for and what becomes of it, as sentences. */
	purpose: string;
	/** Credits that it costs. */
	cost: number;
	send: () => Promise<T>;
	/** Credits that OVHcloud says it took. */
	taken: (answer: T) => unknown;
}

/**
 * The one way to spend credits: tells the cost, asks, keeps within the limit, and sends once. After
 * a lost answer, or a price that was not foretold, nothing more is sent.
 */
export class Spending {
	/** Credits spent, as far as known; a lost answer counts as spent. */
	spent = 0;
	/** Whether an SMS may have been accepted without an answer. */
	isAnswerLost = false;
	private stopped: string | undefined;

	/** @param agrees asks the person; "no" by default */
	constructor(
		private readonly agrees: (question: string) => Promise<boolean>,
		readonly limit = LIMIT,
	) {}

	/** @throws Skipped, and then nothing is sent; OvhError */
	async order<T>({ purpose, cost, send, taken }: Order<T>): Promise<T> {
		if (this.stopped) throw new Skipped(this.stopped);
		const left = this.limit - this.spent;
		if (!(cost > 0)) throw new Skipped('the cost of an SMS is not known');
		if (cost > left) {
			throw new Skipped(
				`it would cost ${cost}, and ${rounded(left)} of the limit of ${this.limit} are left`,
			);
		}
		const price = cost === 1 ? '1 credit' : `${cost} credits`;
		const question = `${purpose}\nIt costs ${price}; ${rounded(this.spent)} of at most ${this.limit} are spent. Send it?`;
		if (!(await this.agrees(question))) throw new Skipped('you said no');
		this.spent += cost;
		try {
			const answer = await send();
			this.count(cost, Number(taken(answer)));
			return answer;
		} catch (error) {
			const isCertain = error instanceof OvhError && error.facts.effect === 'none';
			if (isCertain) {
				this.spent -= cost;
			} else {
				this.isAnswerLost = true;
				this.stopped = 'the answer to a send was lost before: nothing more is sent in this run';
			}
			throw error;
		}
	}

	private count(cost: number, taken: number): void {
		if (!Number.isFinite(taken)) return;
		this.spent += taken - cost;
		if (taken > cost) {
			this.stopped = `an SMS took ${taken} credits instead of ${cost}: nothing more is sent in this run`;
		}
	}
}

function rounded(credits: number): number {
	return Math.round(credits * 100) / 100;
}
