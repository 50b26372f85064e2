import { expectIds, expectNumericIds } from '../ovh/answers';
import { type ApiCall, type RouteName, unreadable } from '../ovh/call';
import { type FailureKind, OvhError } from '../ovh/errors';
import { batchesOf, readBatch } from '../ovh/multiGet';
import { readPage } from '../ovh/pages';
import { digitsOf } from '../sms/receivers';
import type { SmsApi } from './api';
import { type Listed, listed, type Read } from './listed';
import type { Register } from './register';
import type { From } from './sendRequest';
import { isBefore, isMessage, type Shown } from './shown';

/** Which lists may hold a message. */
export interface Place {
	account: string;
	from: From;
	/** Whether it may have been sent through any virtual number of the account. */
	anyNumber: boolean;
}

/** Where messages stand: those that wait, and those that were sent. */
const OF_ACCOUNT = {
	jobs: 'GET /sms/{serviceName}/jobs',
	outgoing: 'GET /sms/{serviceName}/outgoing',
} as const;

const OF_NUMBER = {
	jobs: 'GET /sms/{serviceName}/virtualNumbers/{number}/jobs',
	outgoing: 'GET /sms/{serviceName}/virtualNumbers/{number}/outgoing',
} as const;

const NUMBERS = 'GET /sms/{serviceName}/virtualNumbers';

type Routes = typeof OF_ACCOUNT | typeof OF_NUMBER;

/** Routes that give one message. */
type MessageRoute = Extract<RouteName, `GET ${string}/${'outgoing' | 'jobs'}/{id}`>;

/** More messages than this are worth a page. */
const MANY = 100;

/** Objects on the largest page that OVHcloud's front end asks for. */
const LARGEST_PAGE = 50_000;

/** What a token is told that may not see a list. */
const NOT_ALLOWED: FailureKind[] = ['right', 'iam', 'forbidden', 'notFound'];

/** Reads what OVHcloud lists of an account and of its virtual numbers. */
export class Lists {
	constructor(
		private readonly api: SmsApi,
		private readonly register: Register,
	) {}

	/**
	 * Sent messages.
	 * @param since seconds since 1970 by OVHcloud's clock
	 * @throws OvhError where one of the lists cannot be read
	 */
	async sent(place: Place, { tag, since }: { tag?: string; since?: number }): Promise<Listed> {
		const query = {
			...(tag !== undefined && { tag }),
			...(since !== undefined && {
				'creationDatetime.from': new Date(since * 1000).toISOString(),
			}),
		};
		return await this.everywhere(place, async ({ outgoing }, path) => {
			const ids = await this.ids({ route: outgoing, path, query });
			return await this.messages(`${outgoing}/{id}`, path, ids);
		});
	}

	/**
	 * Pending messages, as far back as one is before `since`.
	 * @param isOther whether a message is known to be another one, by its id
	 * @param since seconds since 1970 by OVHcloud's clock
	 * @throws OvhError where one of the lists cannot be read
	 */
	async pending(place: Place, isOther: (id: number) => boolean, since = 0): Promise<Listed> {
		return await this.everywhere(
			place,
			async ({ jobs }, path) => await this.jobs(jobs, path, isOther, since),
		);
	}

	/** Whether the account's own lists hold what its virtual numbers send is not documented. */
	private async everywhere(
		{ account, from, anyNumber }: Place,
		read: (routes: Routes, path: Record<string, string>) => Promise<Read>,
	): Promise<Listed> {
		const path = { serviceName: account };
		const own = from.senderType === 'virtualNumber' ? [from.virtualNumber] : [];
		const parts = [await read(OF_ACCOUNT, path)];
		for (const number of own) parts.push(await read(OF_NUMBER, { ...path, number }));
		const others = anyNumber
			? await this.register.numbersOf(account, () => this.numbers(path))
			: [];
		for (const number of others) {
			if (own.some((known) => digitsOf(known) === digitsOf(number))) continue;
			const part = read(OF_NUMBER, { ...path, number });
			parts.push(await asFarAsAllowed(part, { ids: [], messages: [] }));
		}
		return listed(parts);
	}

	private async numbers(path: Record<string, string>): Promise<string[]> {
		const call: ApiCall = { route: NUMBERS, path };
		const answer = await asFarAsAllowed<unknown>(this.api.read(call), []);
		return expectIds(call, answer).map(String);
	}

	private async ids(call: ApiCall): Promise<number[]> {
		return expectNumericIds(call, await this.api.read(call));
	}

	/**
	 * Which messages wait is told by their ids, read anew. What they say does not change: it may have
	 * been read before, or stand on a page that is some minutes old.
	 */
	private async jobs<R extends Routes['jobs']>(
		route: R,
		path: Record<string, string>,
		isOther: (id: number) => boolean,
		since: number,
	): Promise<Read> {
		const ids = await this.ids({ route, path });
		const { pending } = this.register;
		const nameOf = (id: number): string => `${path.serviceName} ${id}`;
		const known = new Map<number, Shown>();
		const keep = (job: Shown): void => {
			known.set(job.id, job);
			pending.set(nameOf(job.id), job);
		};
		const missing = (): number[] => ids.filter((id) => !known.has(id) && !isOther(id));
		for (const id of ids) {
			const job = pending.get(nameOf(id));
			if (job) known.set(id, job);
		}
		if (since === 0 && missing().length > MANY) {
			const wanted = new Set(ids);
			const page = await this.page(route, path, ids.length);
			for (const job of page) if (wanted.has(job.id)) keep(job);
		}
		const read: number[] = [];
		for (const batch of batchesOf(missing().sort((a, b) => b - a))) {
			const { messages } = await this.messages(`${route}/{id}` as MessageRoute, path, batch);
			messages.forEach(keep);
			read.push(...batch);
			if (messages.some((job) => isBefore(job, since))) break;
		}
		return { ids: read, messages: [...known.values()] };
	}

	/** Saves requests only: what it lacks is read by its id. */
	private async page(
		ids: Routes['jobs'],
		path: Record<string, string>,
		count: number,
	): Promise<Shown[]> {
		const list = { ids, field: 'id', order: 'DESC' } as const;
		const size = Math.min(count, LARGEST_PAGE);
		const page = await readPage(this.api, list, path, undefined, 1, size).catch(() => undefined);
		const objects: Array<Partial<Shown>> = page?.objects ?? [];
		return objects.filter(isMessage);
	}

	/** What is no message could be the one that is looked for: then nothing is known. */
	private async messages<R extends MessageRoute>(
		route: R,
		path: Record<string, string>,
		ids: number[],
	): Promise<Read> {
		const messages: Shown[] = await readBatch(this.api, route, path, ids);
		if (messages.every(isMessage)) return { ids, messages };
		throw unreadable({ route, path: { ...path, id: '*' } }, 'none', 'a message was expected');
	}
}

/** A token may be for some lists only: others are looked into as far as they may be read. */
async function asFarAsAllowed<T>(reading: Promise<T>, otherwise: T): Promise<T> {
	return await reading.catch((error: unknown) => {
		const isRefused = error instanceof OvhError && NOT_ALLOWED.includes(error.facts.kind);
		if (isRefused) return otherwise;
		throw error;
	});
}
