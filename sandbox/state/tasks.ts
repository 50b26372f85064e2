/** Model `sms.Task`. */
export interface Task {
	taskId: number;
	/** Milliseconds on the sandbox's clock. */
	startedAt: number;
}

/** In OVHcloud's enumeration; its order is not published. */
const STEPS = [
	'starting',
	'checkOrder',
	'createHlrs',
	'waitForHlrs',
	'finishing',
	'sendMailReport',
] as const;

export type TaskStatus = 'todo' | 'doing' | 'done';

/** What is done of a task that takes `delayMs`, from 0 to 1. */
function share(startedAt: number, now: number, delayMs: number): number {
	return delayMs === 0 ? 1 : Math.min(1, (now - startedAt) / delayMs);
}

/** `todo` for the first half of the time, then `doing`, then `done`. No timer is needed. */
export function taskStatus(startedAt: number, now: number, delayMs: number): TaskStatus {
	const done = share(startedAt, now, delayMs);
	if (done >= 1) return 'done';
	return done < 0.5 ? 'todo' : 'doing';
}

export function taskStep(task: Task, now: number, delayMs: number): (typeof STEPS)[number] {
	const last = STEPS.length - 1;
	return STEPS[Math.floor(share(task.startedAt, now, delayMs) * last)];
}
