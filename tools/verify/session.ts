import type { ApiCall } from '../../src/ovh/call';
import type { OvhClient } from '../../src/ovh/client';
import { isObject, type JsonObject } from '../../src/ovh/answers';
import { OvhError } from '../../src/ovh/errors';
import type { SmsOutgoing } from '../../src/ovh/model.generated';
import { readIds, readNumericIds } from '../../src/ovh/objects';
import type { Anonymizer } from './anonymizer';
import type { Recorder } from './recorder';
import { Skipped } from './skipped';
import type { Spending } from './spending';

/** Whoever runs the program. */
export interface Person {
	tell(text: string): void;
	/** "No" unless they say yes. */
	agrees(question: string): Promise<boolean>;
}

/** What a message comes from: a sender of the account, or the short number. */
export type Origin = { sender: string } | { senderForResponse: true };

/** Something that was made, and is taken away again. */
export interface Made {
	what: string;
	undo: () => Promise<unknown>;
}

/** What the checks work with. */
export interface Session {
	client: OvhClient;
	/** Signs with a secret that is not right. */
	wronglySigned: OvhClient;
	/** `sms-xx12345-1`. */
	account: string;
	/** The user's own phone, in E.164. */
	phone: string;
	/** Credits that an SMS of one part to the phone costs; NaN where that is not known. */
	price: number;
	person: Person;
	spending: Spending;
	recorder: Recorder;
	anonymizer: Anonymizer;
	/** Milliseconds since 1970. */
	now: () => number;
	sleep: (milliseconds: number) => Promise<void>;
	/** What is still there. */
	made: Set<Made>;
	/** An SMS of this run that OVHcloud has sent. */
	own?: SmsOutgoing;
}

/** What names the account in a path. */
export function pathOf({ account }: Session): { serviceName: string } {
	return { serviceName: account };
}

/** Remembers what was made until it is taken away. */
export async function making<T>(session: Session, made: Made, act: () => Promise<T>): Promise<T> {
	session.made.add(made);
	try {
		return await act();
	} finally {
		await undo(session, made);
	}
}

/** Takes something away; where that fails it stays among what was made. */
export async function undo(session: Session, made: Made): Promise<void> {
	await made.undo().then(
		() => session.made.delete(made),
		(error: unknown) => {
			if (isNotFound(error)) session.made.delete(made);
			else session.person.tell(`${made.what} could not be taken away: ${wordsOf(error)}`);
		},
	);
}

/** What a refused call was told; undefined where it was not refused. */
export async function refusalOf(call: Promise<unknown>): Promise<OvhError | undefined> {
	return await call.then(
		() => undefined,
		(error: unknown) => {
			if (error instanceof OvhError && error.facts.status !== undefined) return error;
			throw error;
		},
	);
}

export function isNotFound(error: unknown): boolean {
	return error instanceof OvhError && error.facts.kind === 'notFound';
}

/** A refusal in OVHcloud's words. */
export function wordsOf(error: unknown): string {
	if (!(error instanceof OvhError)) return String(error);
	const { status, code, reason, kind } = error.facts;
	const said = [status && `HTTP ${status}`, code, reason && `"${reason}"`].filter(Boolean);
	return said.length > 0 ? said.join(' ') : kind;
}

/** The first sender of an account that can send, or else the short number. */
export async function originOf(session: Session, account = session.account): Promise<Origin> {
	const path = { serviceName: account };
	const names = await readIds(session.client, { ids: 'GET /sms/{serviceName}/senders' }, path);
	for (const name of names.slice(0, 20)) {
		session.anonymizer.know('sender', String(name));
		const call: ApiCall = {
			route: 'GET /sms/{serviceName}/senders/{sender}',
			path: { ...path, sender: name },
		};
		const sender: unknown = await session.client.read(call);
		if (isObject(sender) && sender.status === 'enable' && sender.type !== 'virtual') {
			return { sender: String(name) };
		}
	}
	return { senderForResponse: true };
}

/** How the person knows an origin. */
export function nameOf(origin: Origin): string {
	return 'sender' in origin ? `"${origin.sender}"` : 'the short number';
}

/** Messages that the history is looked through for. */
const LOOKED_AT = 20;

/**
 * A sent SMS to ask questions about: this run's own, or one of the history.
 * @throws Skipped where there is none
 */
export async function sampleOf(
	session: Session,
	isGood: (sms: SmsOutgoing) => boolean,
): Promise<SmsOutgoing> {
	const { client, own } = session;
	if (own && isGood(own)) return own;
	const list = { ids: 'GET /sms/{serviceName}/outgoing' as const };
	const ids = await readNumericIds(client, list, pathOf(session));
	for (const id of ids.sort((a, b) => b - a).slice(0, LOOKED_AT)) {
		const sms = await client.read({
			route: 'GET /sms/{serviceName}/outgoing/{id}',
			path: { ...pathOf(session), id },
		});
		if (isGood(sms)) return sms;
	}
	throw new Skipped('the account has no sent SMS to ask about');
}

/** Waits until something shows, or gives up. */
export async function waitFor<T>(
	{ now, sleep }: Session,
	milliseconds: number,
	look: () => Promise<T | undefined>,
): Promise<T | undefined> {
	const end = now() + milliseconds;
	for (;;) {
		const seen = await look();
		if (seen !== undefined) return seen;
		if (now() >= end) return undefined;
		await sleep(2000);
	}
}

/** An object of the API, of which nothing is taken for granted. */
export async function readObject(session: Session, call: ApiCall): Promise<JsonObject> {
	const answer: unknown = await session.client.read(call);
	return isObject(answer) ? answer : {};
}
