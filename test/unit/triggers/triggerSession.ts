import { OvhClient } from '../../../src/ovh/client';
import { ServerClock } from '../../../src/ovh/clock';
import type {
	SmsAccount,
	SmsBlacklist,
	SmsIncoming,
	SmsOutgoing,
	SmsSender,
} from '../../../src/ovh/model.generated';
import { type ApiAnswer, type ApiRequest, TransportFailure } from '../../../src/ovh/transport';
import type { Cursor } from '../../../src/triggers/cursor';
import type { EventName } from '../../../src/triggers/events';
import { beginEvents, type Events, type Hints, readEvents } from '../../../src/triggers/readEvents';
import type { Session } from '../../../src/triggers/session';
import { datetimeOf, secondsOf } from '../../../src/triggers/window';
import { BASE_URL, LOCAL_TIME } from '../../helpers/scripted';

export const ACCOUNT = 'sms-xx12345-1';
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** Codes of an SMS that was delivered, and of one that the operator has. */
export const DELIVERED = { ptt: 4, deliveryReceipt: 1 };
export const UNDER_WAY = { ptt: 3, deliveryReceipt: 4 };

/** A trigger's settings, with defaults, over any client. */
export function sessionOf(
	client: OvhClient,
	events: EventName[],
	changes: Partial<Session> = {},
): Session {
	return {
		client,
		account: ACCOUNT,
		events: new Set(events),
		filters: {},
		finalStatesOnly: true,
		lookBackSeconds: 0,
		creditThreshold: 50,
		simplify: false,
		isOver: () => false,
		...changes,
	};
}

/** A trigger as n8n drives it: each look gets what the last one left, through JSON, and frozen. */
export class Follower {
	constructor(
		readonly session: Session,
		public cursor: Cursor = {},
	) {}

	async begin(): Promise<void> {
		this.cursor = saved(await beginEvents(this.session, frozen(this.cursor)));
	}

	async look(hints?: Hints): Promise<Events> {
		const events = await readEvents(this.session, frozen(this.cursor), hints);
		this.cursor = saved(events.cursor);
		return events;
	}

	/** The ids (or numbers, names, credits) that one look gives out. */
	async news(hints?: Hints): Promise<unknown[]> {
		const { items, failures } = await this.look(hints);
		expect(failures).toEqual([]);
		return items.map((item) => item.id ?? item.number ?? item.sender ?? item.creditsLeft);
	}

	/** What calls that named some SMS find. */
	async named(...sms: number[]): Promise<unknown[]> {
		return await this.news({ kinds: new Set<EventName>(['deliveryReport']), sms });
	}
}

/** As it comes back from n8n's database; whatever is lost on the way must not be needed. */
function saved(cursor: Cursor): Cursor {
	const json = JSON.stringify(cursor);
	expect(JSON.parse(json)).toEqual(cursor);
	return JSON.parse(json) as Cursor;
}

/** A value whose parts cannot be changed: whoever tries throws. */
export function frozen<T>(value: T): T {
	if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
	return Object.freeze(value);
}

/** An OVHcloud in memory, as far as triggers look at it. Its lists are in no order. */
export class FakeOvhcloud {
	/** OVHcloud's time, in seconds since 1970. */
	now = LOCAL_TIME;

	readonly account = accountWith();

	readonly incoming = new Map<number, SmsIncoming>();

	readonly outgoing = new Map<number, SmsOutgoing>();

	readonly jobs = new Set<number>();

	readonly blacklist = new Map<string, SmsBlacklist>();

	readonly senders = new Map<string, SmsSender>();

	/** Ids and numbers that are listed, and that it does not find. */
	readonly hidden = new Set<number | string>();

	/** Lists (the last word of their path, '' for the account) that it forbids. */
	readonly forbidden = new Set<string>();

	/** What it makes of an address in a PUT. */
	readonly rules = { cutAt: Infinity, nullClears: true };

	/** Answers to coming PUTs that are lost, after what they ask for was done. */
	lostAnswers = 0;

	/** Each request so far: its method, and its path below the account. */
	readonly calls: string[] = [];

	/** The bodies of all PUTs so far. */
	readonly written: Array<Partial<SmsAccount>> = [];

	readonly client = new OvhClient({
		baseUrl: BASE_URL,
		transport: async (request) => this.answer(request),
		clock: new ServerClock(() => this.now * 1000),
		sleep: async () => {},
		retry: { tries: 2, firstPauseMs: 0, longestPauseMs: 0 },
	});

	/** A trigger that has begun. */
	async follower(events: EventName[], changes: Partial<Session> = {}): Promise<Follower> {
		const follower = new Follower(sessionOf(this.client, events, changes));
		await follower.begin();
		return follower;
	}

	/** What was asked for since the last time this was asked. */
	callsSince(): string[] {
		return this.calls.splice(0);
	}

	receive(id: number, at = this.now): void {
		this.incoming.set(id, {
			id,
			creationDatetime: datetimeOf(at),
			sender: '+33612345678',
		} as never);
	}

	send(id: number, codes: Partial<SmsOutgoing> = {}, at = this.now): void {
		const sms = { id, creationDatetime: datetimeOf(at), ...UNDER_WAY, ...codes };
		this.outgoing.set(id, sms as SmsOutgoing);
	}

	stop(number: string, at = this.now): void {
		this.blacklist.set(number, { number, dateCreation: datetimeOf(at) } as SmsBlacklist);
	}

	private answer({ method, url, body }: ApiRequest): ApiAnswer {
		const { pathname, searchParams } = new URL(url);
		if (pathname.endsWith('/auth/time')) return json(this.now);
		const path = decodeURIComponent(pathname).split(`/sms/${ACCOUNT}`)[1] ?? '';
		this.calls.push(`${method} ${path}`);
		const [, list = '', ids] = path.split('/');
		if (this.forbidden.has(list)) {
			return json({ message: 'This call has not been granted' }, 403);
		}
		if (list === '') return method === 'PUT' ? this.put(String(body)) : json(this.account);
		if (ids !== undefined) return this.objects(list, ids);
		if (list === 'jobs') return json([...this.jobs]);
		return json([...this.listed(list, searchParams)].reverse());
	}

	private listed(list: string, query: URLSearchParams): Array<number | string> {
		const from = secondsOf(query.get('creationDatetime.from'));
		const to = secondsOf(query.get('creationDatetime.to')) || Infinity;
		const receipt = query.get('deliveryReceipt');
		return [...this.objectsOf(list)]
			.filter(([, { creationDatetime, deliveryReceipt }]) => {
				const at = secondsOf(creationDatetime);
				const fits = receipt === null || String(deliveryReceipt) === receipt;
				return creationDatetime === undefined || (at >= from && at <= to && fits);
			})
			.map(([id]) => id);
	}

	private objects(list: string, ids: string): ApiAnswer {
		const known = this.objectsOf(list);
		const found = ids
			.split(',')
			.map((key) => ({ key, id: list === 'incoming' || list === 'outgoing' ? Number(key) : key }))
			.filter(({ id }) => known.has(id) && !this.hidden.has(id))
			.map(({ key, id }) => ({ key, value: known.get(id) }));
		if (ids.includes(',')) return json(found);
		if (found.length > 0) return json(found[0].value);
		return json({ message: `The requested object (id = ${ids}) does not exist` }, 404);
	}

	private objectsOf(list: string): Map<number | string, Partial<SmsOutgoing>> {
		const lists: Record<string, unknown> = {
			incoming: this.incoming,
			outgoing: this.outgoing,
			blacklists: this.blacklist,
			senders: this.senders,
		};
		return lists[list] as Map<number | string, Partial<SmsOutgoing>>;
	}

	private put(text: string | undefined): ApiAnswer {
		const body = JSON.parse(text ?? '{}') as Partial<SmsAccount>;
		this.written.push(body);
		const { smsResponse, ...fields } = body;
		Object.assign(this.account, this.kept(fields));
		Object.assign(this.account.smsResponse, this.kept(smsResponse ?? {}));
		if (this.lostAnswers === 0) return json(null);
		this.lostAnswers -= 1;
		throw new TransportFailure('ECONNRESET', 'no answer');
	}

	private kept(fields: object): object {
		const { cutAt, nullClears } = this.rules;
		const entries = Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
			if (!['callBack', 'stopCallBack', 'cgiUrl'].includes(name)) return [[name, value]];
			if (value === null) return nullClears ? [[name, null]] : [];
			return [[name, String(value).slice(0, cutAt)]];
		});
		return Object.fromEntries(entries) as object;
	}
}

/** An account on which nothing is called. */
export function accountWith(changes: Partial<SmsAccount> = {}): SmsAccount {
	return {
		name: ACCOUNT,
		callBack: null,
		stopCallBack: null,
		creditsLeft: 100,
		automaticRecreditAmount: null,
		creditThresholdForAutomaticRecredit: 0,
		smsResponse: {
			responseType: 'none',
			cgiUrl: null,
			text: 'Thanks',
			trackingDefaultSmsSender: 'BOUTIQUE',
			trackingOptions: [{ media: 'sms', sender: 'A', target: 'B' }],
		},
		...changes,
	} as SmsAccount;
}

function json(value: unknown, status = 200): ApiAnswer {
	return { status, headers: {}, body: JSON.stringify(value) };
}
