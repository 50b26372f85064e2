import { batch, signal, type Signal } from '@preact/signals';
import type {
	AccountView,
	Breakage,
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
/** Phones that are shown at once, before the user asks for more of them. */
export const STEP = 24;
/** So many are shown where new ones open while the page is looked at. */
const MOST_SHOWN = 2 * STEP;

export const connection = signal<'connecting' | 'live' | 'gone'>('connecting');
export const basePath = signal('');
export const knowsExecutions = signal(false);
/** How the next answer breaks, if it does. */
export const breakage = signal<Breakage | null>(null);
/** In the order on the page: a phone never moves, new ones come last. */
export const phones = signal<Phone[]>([]);
/** How many of them are shown. */
export const phonesShown = signal(STEP);
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
/** Those that the user has removed, with the index of their last item then: a newer one brings them back. */
const removed = new Map<string, number>();

/** Takes everything anew. @returns numbers of phones whose content is to be fetched */
export function start(snapshot: Snapshot): string[] {
	const fresh = new Map(snapshot.phones.filter(isOnPage).map((view) => [view.number, view]));
	const kept = phones.value.filter(({ number }) => fresh.has(number) || added.has(number));
	const known = new Set(kept.map(({ number }) => number));
	batch(() => {
		for (const phone of kept) {
			const view = fresh.get(phone.number);
			if (view) fill(phone, view);
		}
		const others = [...fresh.values()].filter(({ number }) => !known.has(number)).sort(byPlace);
		phones.value = [...kept, ...others.map(newPhone)];
		basePath.value = snapshot.basePath;
		knowsExecutions.value = snapshot.knowsExecutions;
		breakage.value = snapshot.breakage;
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
			removed.delete(item.number);
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
		if (opened.size > 0) {
			phones.value = [...phones.value, ...opened.values()];
			const wanted = Math.min(phones.value.length, MOST_SHOWN);
			phonesShown.value = Math.max(phonesShown.value, wanted);
		}
		const lines = [...(news.requests ?? []), ...(news.callbacks ?? [])];
		if (lines.length > 0) {
			requests.value = newestFirst(lines).concat(requests.value).slice(0, REQUESTS_KEPT);
		}
		phoneCount.value = news.phoneCount ?? phoneCount.value;
		accounts.value = news.accounts ?? accounts.value;
		outcome.value = news.outcome ?? outcome.value;
		if (news.breakage !== undefined) breakage.value = news.breakage;
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
		const others = views.filter(isOnPage).filter((view) => {
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
	removed.delete(view.number);
	show([view]);
	const isIt = ({ number }: Phone) => number === view.number;
	const others = phones.value.filter((phone) => !isIt(phone));
	phones.value = [...phones.value.filter(isIt), ...others];
	announce(`Phone ${spoken(view.number)} is on the page`);
}

/** Takes a phone off the page, until something new arrives on it. */
export function remove({ number, items }: Phone): void {
	added.delete(number);
	removed.set(number, items.value.at(-1)?.index ?? -1);
	phones.value = phones.value.filter((phone) => phone.number !== number);
	announce(`Phone ${spoken(number)} is off the page`);
}

/** How many phones the user has removed that have something on them. */
export function removedCount(): number {
	return [...removed.values()].filter((last) => last >= 0).length;
}

export function forgetRemoved(): void {
	removed.clear();
}

function isOnPage({ number, items }: PhoneView): boolean {
	const last = removed.get(number);
	return last === undefined || (items.at(-1)?.index ?? -1) > last;
}

function byPlace(one: PhoneView, other: PhoneView): number {
	return (one.place ?? Infinity) - (other.place ?? Infinity);
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
	return { number, place: null, items: [], optedOut: [], outcome: null };
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
