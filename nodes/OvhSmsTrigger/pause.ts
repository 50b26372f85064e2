/** Waits some milliseconds, without keeping a process that has nothing else to do. */
export async function pause(milliseconds: number): Promise<void> {
	const time = AbortSignal.timeout(milliseconds);
	await new Promise<void>((resolve) => {
		time.addEventListener('abort', () => resolve(), { once: true });
	});
}
