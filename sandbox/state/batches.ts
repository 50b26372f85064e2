import type { Pace } from './progress';

type BatchStatus =
	| 'CANCELED'
	| 'CANCELING'
	| 'COMPLETED'
	| 'FAILED'
	| 'INSERTED'
	| 'INSERTING'
	| 'PENDING'
	| 'TO_CANCEL';

/** A batch as it was asked for; where it stands follows from the time. */
export interface Batch {
	id: string;
	name: string;
	message: string;
	/** Null under a short number. */
	from: string | null;
	receivers: string[] | null;
	slotID: string | null;
	errors: Array<{ message: string; receiver: string }>;
	estimatedCredits: number;
	totalRecords: number;
	/** Minutes until its messages are sent. */
	differedPeriod: number;
	/** Milliseconds on the sandbox's own clock. */
	acceptedAt: number;
	/** Milliseconds on the clock that OVHcloud's server shows. */
	creation: number;
	/** Milliseconds after its creation. */
	renamedAfter: number;
	/** Milliseconds after its creation; null when it was not cancelled. */
	cancelledAfter: number | null;
}

export interface Transition {
	status: BatchStatus;
	/** Milliseconds after the batch's creation. */
	after: number;
}

const FINAL: BatchStatus[] = ['CANCELED', 'COMPLETED', 'FAILED'];

export function isFinal({ status }: Transition): boolean {
	return FINAL.includes(status);
}

/** All states of a batch with their times. It fails when not one of its records can be sent to. */
export function timeline(batch: Batch, pace: Pace & { batchStepMs: number }): Transition[] {
	const step = pace.batchStepMs;
	const sent = step + batch.differedPeriod * 60_000 + pace.sendingDelayMs;
	const planned: Transition[] = [
		{ status: 'PENDING', after: 0 },
		{ status: 'INSERTING', after: step },
		...(batch.errors.length === batch.totalRecords
			? [{ status: 'FAILED' as const, after: 2 * step }]
			: [
					{ status: 'INSERTED' as const, after: 2 * step },
					{ status: 'COMPLETED' as const, after: Math.max(3 * step, sent) },
				]),
	];
	const { cancelledAfter: cancelled } = batch;
	if (cancelled === null) return planned;
	return [
		...planned.filter(({ after }) => after <= cancelled && after < sent),
		{ status: 'TO_CANCEL', after: cancelled },
		{ status: 'CANCELING', after: cancelled + step },
		{ status: 'CANCELED', after: cancelled + 2 * step },
	];
}

/** The states that a batch has reached `elapsed` milliseconds after its creation, oldest first. */
export function reachedBy(transitions: Transition[], elapsed: number): Transition[] {
	return transitions.filter(({ after }) => after <= elapsed);
}
