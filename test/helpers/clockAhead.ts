/** Has everything in this process believe that so many milliseconds have passed, the sandbox too. */
export function letTimePass(milliseconds: number): void {
	const then = Date.now() + milliseconds;
	const since = performance.now();
	jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(then + performance.now() - since));
}
