import type { FailureFacts } from '../ovh/errors';
import type { Accepted } from './api';
import type { SendRequest } from './plan';
import { isGoneBy } from './recovery';
import type { Shown } from './shown';

/** Messages, once keys and pending messages that are kept of each endpoint: some megabytes. */
const MOST = 50_000;

const HOUR_MS = 3_600_000;

/** What became of a once key at a moment, in milliseconds since 1970: accepted, or lost. */
export type KeyUse = { last: number } & (
	| { accepted: Accepted; isScheduled: boolean }
	| { lost: FailureFacts }
);

/**
 * What this process has sent through an endpoint. OVHcloud's lists show a message late, and a
 * pending one without its tag; executions that run side by side must not take each other's messages
 * for their own, nor use the same once key.
 */
export class Register {
	/** Pending messages that were read: they do not change, and reading them costs requests. */
	readonly pending = new Bounded<Shown>(MOST);
	private readonly tags = new Bounded<string>(MOST);
	private readonly keys = new Bounded<KeyUse>(MOST);
	private readonly numbers = new Bounded<{ at: number; numbers: string[] }>(MOST);
	private readonly underWay = new Map<string, Promise<unknown>>();

	/** A message answers for one request only. */
	claim(account: string, id: number, tag: string): void {
		this.tags.set(`${account} ${id}`, tag);
	}

	/** The tag of a message of this process; absent where it is somebody else's, or too long ago. */
	tagOf(account: string, id: number): string | undefined {
		return this.tags.get(`${account} ${id}`);
	}

	/** Takes what was sent, by this process or an earlier try in another one. */
	remember(request: SendRequest, tag: string, found: Accepted[]): void {
		const { account, message, once } = request;
		const isScheduled = message.sendAt !== undefined;
		for (const accepted of found) {
			if (accepted.id !== undefined) this.claim(account, accepted.id, tag);
			if (!once) continue;
			const name = keyName(account, keyOf(request, tag), accepted.receiver);
			this.keys.set(name, { accepted, isScheduled, last: Date.now() });
		}
	}

	/** Takes what may have been sent. */
	lose(request: SendRequest, tag: string, last: number, lost: FailureFacts): void {
		for (const { receiver } of request.once ? request.shares : []) {
			this.keys.set(keyName(request.account, keyOf(request, tag), receiver), { lost, last });
		}
	}

	/** Only as long as OVHcloud may not show it: it may have been cancelled or deleted since. */
	useOf(account: string, key: string, receiver: string): KeyUse | undefined {
		const use = this.keys.get(keyName(account, key, receiver));
		return use && !isGoneBy(use.last) ? use : undefined;
	}

	/** The virtual numbers of an account, asked for once an hour: they seldom change. */
	async numbersOf(account: string, ask: () => Promise<string[]>): Promise<string[]> {
		const known = this.numbers.get(account);
		if (known && Date.now() - known.at < HOUR_MS) return known.numbers;
		const numbers = await ask();
		this.numbers.set(account, { at: Date.now(), numbers });
		return numbers;
	}

	/** The user has taken a message back: its once key may be used again. */
	release(id: number): void {
		this.keys.delete((use) => 'accepted' in use && use.accepted.id === id);
	}

	/** Does something while nothing else under one of these names is done. */
	async alone<T>(names: string[], work: () => Promise<T>): Promise<T> {
		for (let name = this.busy(names); name !== undefined; name = this.busy(names)) {
			await this.underWay.get(name);
		}
		const mine = work();
		const over = mine.then(
			() => undefined,
			() => undefined,
		);
		for (const name of names) this.underWay.set(name, over);
		return await mine.finally(() => {
			for (const name of names) this.underWay.delete(name);
		});
	}

	private busy(names: string[]): string | undefined {
		return this.underWay.size ? names.find((name) => this.underWay.has(name)) : undefined;
	}
}

/** A map that forgets what was set first. */
class Bounded<T> {
	private readonly values = new Map<string, T>();

	constructor(private readonly most: number) {}

	get(key: string): T | undefined {
		return this.values.get(key);
	}

	delete(isMeant: (value: T) => boolean): void {
		for (const [key, value] of this.values) if (isMeant(value)) this.values.delete(key);
	}

	set(key: string, value: T): void {
		this.values.delete(key);
		this.values.set(key, value);
		for (const first of this.values.keys()) {
			if (this.values.size <= this.most) break;
			this.values.delete(first);
		}
	}
}

/** A once key is the tag that was asked for; OVHcloud may keep less of it. */
function keyOf({ message }: SendRequest, kept: string): string {
	return message.options.tag ?? kept;
}

function keyName(account: string, key: string, receiver: string): string {
	return JSON.stringify([account, key, receiver]);
}

const registers = new Map<string, Register>();

/** @param origin the endpoint's address: accounts of two endpoints may have the same name */
export function registerOf(origin: string): Register {
	const register = registers.get(origin) ?? new Register();
	registers.set(origin, register);
	return register;
}
