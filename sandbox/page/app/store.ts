import { batch, signal, type Signal } from '@preact/signals';
import type {
	AccountView,
	Change,
	Item,
	OutcomeSetting,
	PhoneView,
	RequestView,
	Snapshot,
} from '../protocol';
import { arrivalText, spoken } from './words';

/** One phone on the page. */
export interface Phone {
	number: string;
	/** Newest last; older ones are fetched when asked for. */
	items: Signal<Item[]>;
	/** Accounts whose marketing messages it refuses. */
	optedOut: Signal<string[]>;
	/** Null: as for all numbers. */
	outcome: Signal<OutcomeSetting | null>;
	/** The user has asked for older messages: they stay. */
	unfolded: boolean;
}

/** Items of a phone that are kept while nobody asks for older ones. */
const KEPT = 40;
const REQUESTS_KEPT = 500;

export const connection = signal<'connecting' | 'live' | 'gone'>('connecting');
export const basePath = signal('');
/** In the order on the page: a phone never moves, new ones come first. */
export const phones = signal<Phone[]>([]);
/** Of all phones, shown or not. */
export const phoneCount = signal(0);
export const accounts = signal<AccountView[]>([]);
export const outcome = signal<OutcomeSetting>({ ending: 'delivered', delaySeconds: 0 });
/** API requests and callbacks, newest first. */
export const requests = signal<RequestView[]>([]);
/** What a screen reader says of the last thing that happened; the id makes it say the same twice. */
export const announcement = signal({ id: 0, text: '' });

/** Phones that the user has put on the page. */
const added = new Set<string>();

/** Takes everything anew. @returns numbers of phones whose content is to be fetched */
export function start(snapshot: Snapshot): string[] {
	const fresh = new Map(snapshot.phones.map((view) => [view.number, view]));
	const kept = phones.value.filter(({ number }) => fresh.has(number) || added.has(number));
	const known = new Set(kept.map(({ number }) => number));
	batch(() => {
		for (const phone of kept) {
			const view = fresh.get(phone.number);
			if (view) fill(phone, view);
		}
		const others = snapshot.phones.filter(({ number }) => !known.has(number)).map(newPhone);
		phones.value = [...others, ...kept];
		basePath.value = snapshot.basePath;
		phoneCount.value = snapshot.phoneCount;
		accounts.value = snapshot.accounts;
		outcome.value = snapshot.outcome;
		requests.value = newestFirst([...snapshot.requests, ...snapshot.callbacks]);
		connection.value = 'live';
	});
	return kept.map(({ number }) => number).filter((number) => !fresh.has(number));
}

/** Takes what is new. @returns numbers of phones that were shown without their older content */
export function change(news: Change): string[] {
	const incomplete = new Set<string>();
	batch(() => {
		const opened = new Map<string, Phone>();
		const phoneOf = (number: string) => phoneWith(number) ?? opened.get(number);
		for (const item of news.items ?? []) {
			const phone = phoneOf(item.number) ?? newPhone(emptyView(item.number));
			if (!phoneWith(item.number)) opened.set(item.number, phone);
			if (!append(phone, item)) incomplete.add(item.number);
		}
		for (const { key, number, state } of news.states ?? []) {
			const phone = phoneOf(number);
			if (!phone) continue;
			phone.items.value = phone.items.value.map((item) =>
				item.key === key && item.kind === 'sms' ? { ...item, state } : item,
			);
		}
		for (const { number, accounts: names } of news.optedOut ?? []) {
			const phone = phoneOf(number);
			if (phone) phone.optedOut.value = names;
		}
		for (const { number, outcome: own } of news.outcomes ?? []) {
			const phone = phoneOf(number);
			if (phone) phone.outcome.value = own;
		}
		if (opened.size > 0) phones.value = [...[...opened.values()].reverse(), ...phones.value];
		const lines = [...(news.requests ?? []), ...(news.callbacks ?? [])];
		if (lines.length > 0) {
			requests.value = newestFirst(lines).concat(requests.value).slice(0, REQUESTS_KEPT);
		}
		phoneCount.value = news.phoneCount ?? phoneCount.value;
		accounts.value = news.accounts ?? accounts.value;
		outcome.value = news.outcome ?? outcome.value;
	});
	if (news.items) announce(arrivalText(news.items));
	return [...incomplete];
}

function announce(text: string): void {
	announcement.value = { id: announcement.value.id + 1, text };
}

/** Puts phones on the page, after the others, or brings those that are there up to date. */
export function show(views: PhoneView[]): void {
	batch(() => {
		const others = views.filter((view) => {
			const phone = phoneWith(view.number);
			if (phone) fill(phone, view);
			return !phone;
		});
		phones.value = [...phones.value, ...others.map(newPhone)];
	});
}

/** Puts a phone on the page that the user asked for. */
export function add(view: PhoneView): void {
	added.add(view.number);
	show([view]);
	const isIt = ({ number }: Phone) => number === view.number;
	const others = phones.value.filter((phone) => !isIt(phone));
	phones.value = [...phones.value.filter(isIt), ...others];
	announce(`Phone ${spoken(view.number)} is on the page`);
}

/** Puts older items before those that the phone has. */
export function prepend(phone: Phone, older: Item[]): void {
	phone.unfolded = true;
	const first = phone.items.value[0]?.index ?? Infinity;
	phone.items.value = [...older.filter(({ index }) => index < first), ...phone.items.value];
}

function newestFirst(lines: RequestView[]): RequestView[] {
	return [...lines].sort((one, other) => one.at - other.at).reverse();
}

function phoneWith(number: string): Phone | undefined {
	return phones.value.find((phone) => phone.number === number);
}

function newPhone(view: PhoneView): Phone {
	return {
		number: view.number,
		items: signal(view.items),
		optedOut: signal(view.optedOut),
		outcome: signal(view.outcome),
		unfolded: false,
	};
}

function emptyView(number: string): PhoneView {
	return { number, items: [], optedOut: [], outcome: null };
}

function fill(phone: Phone, view: PhoneView): void {
	phone.items.value = view.items;
	phone.optedOut.value = view.optedOut;
	phone.outcome.value = view.outcome;
	phone.unfolded = false;
}

/** @returns whether the phone has everything between its items and this one */
function append(phone: Phone, item: Item): boolean {
	const items = phone.items.value;
	const last = items[items.length - 1]?.index ?? -1;
	if (item.index <= last) return true;
	const all = [...items, item];
	phone.items.value = phone.unfolded || all.length <= KEPT ? all : all.slice(-KEPT / 2);
	return item.index === last + 1;
}
