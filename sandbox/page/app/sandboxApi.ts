import type { Change, Commands, PhoneView, Snapshot } from '../protocol';
import { change, connection, show, start } from './store';

const RETRY_MS = 1000;

/** Follows the sandbox for ever; when it is gone, says so and tries again. */
export async function follow(): Promise<never> {
	for (;;) {
		await untilLost();
		connection.value = 'gone';
		await new Promise((resolve) => {
			AbortSignal.timeout(RETRY_MS).addEventListener('abort', resolve);
		});
	}
}

async function untilLost(): Promise<void> {
	const source = new EventSource('/sandbox/events');
	const take = (event: string, act: (data: string) => string[]) =>
		source.addEventListener(event, ({ data }: MessageEvent<string>) => refresh(act(data)));
	take('start', (data) => start(JSON.parse(data) as Snapshot));
	take('change', (data) => change(JSON.parse(data) as Change));
	await new Promise((resolve) => source.addEventListener('error', resolve));
	source.close();
}

/** Fetches phones whose content the events did not bring. */
function refresh(numbers: string[]): void {
	for (const number of numbers) {
		// If the sandbox is gone, the next start brings it.
		phone(number).then(
			(view) => show([view]),
			() => undefined,
		);
	}
}

/** What the sandbox knows of a number, or its older items. */
export async function phone(number: string, before?: number): Promise<PhoneView> {
	const query = new URLSearchParams({ number });
	if (before !== undefined) query.set('before', String(before));
	return (await answerOf(await fetch(`/sandbox/phone?${query}`))) as PhoneView;
}

/** The phones after the first `skip`, most recent first. */
export async function morePhones(skip: number): Promise<PhoneView[]> {
	return (await answerOf(await fetch(`/sandbox/phones?skip=${skip}`))) as PhoneView[];
}

/** Has the sandbox do something. Rejects with a sentence for the user. */
export async function command<Name extends keyof Commands>(
	name: Name,
	body: Commands[Name],
): Promise<void> {
	const headers = { 'content-type': 'application/json' };
	const text = JSON.stringify(body);
	await answerOf(await fetch(`/sandbox/${name}`, { method: 'POST', headers, body: text }));
}

async function answerOf(response: Response): Promise<unknown> {
	const answer = (await response.json()) as { error?: string };
	if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}`);
	return answer;
}
