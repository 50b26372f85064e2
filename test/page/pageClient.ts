import type { Sandbox } from '../../sandbox';
import type { Change, Commands, PhoneView, Snapshot } from '../../sandbox/page/protocol';
import { call, send, type Answer } from '../sandbox/client';
import { ACCOUNT, HELLO } from '../sandbox/world';

/** Sends through the API as a client does: HELLO, with changes. */
export async function sendSms(sandbox: Sandbox, change: object = {}): Promise<Answer> {
	const body = { ...HELLO, ...change };
	return await call(sandbox, { method: 'POST', path: `${ACCOUNT}/jobs`, body });
}

/** Gives the page's own command, as its script does. */
export async function command<Name extends keyof Commands>(
	{ pageUrl }: Sandbox,
	name: Name,
	body: Commands[Name],
): Promise<Answer> {
	const headers = { 'content-type': 'application/json' };
	return await send(`${pageUrl}sandbox/${name}`, 'POST', headers, JSON.stringify(body));
}

/** What the page is told of one phone. */
export async function phoneView({ pageUrl }: Sandbox, number: string, before?: number) {
	const query = new URLSearchParams({
		number,
		...(before !== undefined && { before: `${before}` }),
	});
	const answer = await send(`${pageUrl}sandbox/phone?${query}`, 'GET', {});
	return answer.json as PhoneView;
}

const WAIT_MS = 15_000;

/** Follows the page's events, as the page does. */
export class Events {
	/** All text that came. */
	text = '';
	private read = 0;

	private constructor(
		private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
		private readonly abort: AbortController,
	) {}

	static async open({ pageUrl }: Pick<Sandbox, 'pageUrl'>): Promise<Events> {
		const abort = new AbortController();
		const { signal } = abort;
		// Joined by hand: a signal of `AbortSignal.any` does not keep its timeout from being collected
		// as garbage, and a wait for what never comes would not end.
		const time = AbortSignal.timeout(WAIT_MS);
		time.addEventListener('abort', () => abort.abort(time.reason), { signal });
		const response = await fetch(`${pageUrl}sandbox/events`, { signal });
		if (!response.body) throw new Error('The events have no body');
		return new Events(response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>, abort);
	}

	async start(): Promise<Snapshot> {
		return (await this.next('start')) as Snapshot;
	}

	/** The next change that has what is asked for; those before it are passed over. */
	async change<Name extends keyof Change>(name: Name): Promise<NonNullable<Change[Name]>> {
		for (;;) {
			const part = ((await this.next('change')) as Change)[name];
			if (part !== undefined) return part;
		}
	}

	close(): void {
		this.abort.abort();
	}

	private async next(wanted: string): Promise<unknown> {
		for (;;) {
			const end = this.text.indexOf('\n\n', this.read);
			if (end < 0) {
				await this.more();
				continue;
			}
			const [event, data = ''] = this.text.slice(this.read, end).split('\ndata: ');
			this.read = end + 2;
			if (event === `event: ${wanted}`) return JSON.parse(data) as unknown;
		}
	}

	private async more(): Promise<void> {
		const { done, value } = await this.reader.read();
		if (done) throw new Error('The events ended');
		this.text += new TextDecoder().decode(value, { stream: true });
	}
}

const opened: Events[] = [];

/** Opens the page's events, which `closeEvents` will end. */
export async function follow(sandbox: Pick<Sandbox, 'pageUrl'>): Promise<Events> {
	const events = await Events.open(sandbox);
	opened.push(events);
	return events;
}

export function closeEvents(): void {
	for (const events of opened.splice(0)) events.close();
}
