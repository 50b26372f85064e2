export interface Child {
	ask<T>(question: unknown): Promise<T>;
	stop(): Promise<void>;
}

export function startChild(file: string): Child;
export function answerParent<Q>(answer: (question: Q) => unknown): void;
export function peakMegabytes(): number;
export function setExitCode(code: number): void;
