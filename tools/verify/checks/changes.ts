import { isObject } from '../../../src/ovh/answers';
import { documentIdIn } from '../../../src/ovh/documents';
import type { ApiCall } from '../../../src/ovh/call';
import type { Quirks } from '../../../sandbox';
import { compared, type Finding, measured, quirk } from '../assumptions';
import type { Check } from '../check';
import { making, pathOf, readObject, refusalOf, type Session, wordsOf } from '../session';
import { Skipped } from '../skipped';

async function ask(session: Session, question: string): Promise<void> {
	if (!(await session.person.agrees(question))) throw new Skipped('you said no');
}

/** Longer than the trigger's own addresses are. */
const ADDRESS = `https://example.com/verify-real/${'x'.repeat(224)}`;

const ACCOUNT = 'GET /sms/{serviceName}' as const;

export const addresses: Check = {
	title: "How an account's address is stored and cleared",
	how: `PUT of a stopCallBack of ${ADDRESS.length} characters, of null, and of ""; read back each time`,
	about: ['Whether null clears an address, and how long one may be'],
	quirks: ['nullClears', 'addressLength'],
	run: async (session) => {
		const path = pathOf(session);
		const { stopCallBack } = await readObject(session, { route: ACCOUNT, path });
		if (stopCallBack) throw new Skipped('the account has a stopCallBack, which is left alone');
		await ask(
			session,
			'For some seconds, the account gets an address of example.com that OVHcloud would call about opt-outs. It costs nothing, and the address is cleared again. Go on?',
		);
		const write = async (value: string | null): Promise<unknown> => {
			const body = { stopCallBack: value };
			await session.client.call({ route: 'PUT /sms/{serviceName}', path, body, idempotent: true });
			return (await readObject(session, { route: ACCOUNT, path })).stopCallBack ?? null;
		};
		const made = { what: 'the address stopCallBack', undo: async () => await write('') };
		return await making(session, made, async () => {
			const kept = await write(ADDRESS);
			const isCleared = !(await write(null));
			const afterEmpty = await write('');
			return [
				lengthFinding(kept),
				quirk('nullClears', isCleared, `null ${isCleared ? 'clears it' : 'changes nothing'}`),
				compared('"" clears an address', {
					assumed: 'it does',
					isSo: !afterEmpty,
					seen: afterEmpty ? '"" leaves an address' : `"" reads as ${JSON.stringify(afterEmpty)}`,
				}),
			];
		});
	},
};

function lengthFinding(kept: unknown): Finding {
	const length = typeof kept === 'string' && ADDRESS.startsWith(kept) ? kept.length : 0;
	const isWhole = length === ADDRESS.length;
	const seen = `${length} of ${ADDRESS.length} characters are stored`;
	return quirk('addressLength', isWhole ? Infinity : length, seen);
}

export const senderReason: Check = {
	title: 'Whether a sender needs a reason',
	how: 'POST /senders without a reason; what was made is deleted at once',
	about: ['Whether a sender needs a reason'],
	quirks: ['reasonNeeded'],
	run: async (session) => {
		const sender = `Vrfy${Math.random().toString(36).slice(2, 8)}`;
		session.anonymizer.know('sender', sender);
		await ask(
			session,
			`A sender "${sender}" is asked for without a reason, and deleted at once. OVHcloud's moderators may see it. It costs nothing. Go on?`,
		);
		const made = {
			what: `the sender ${sender}`,
			undo: async () =>
				await session.client.call({
					route: 'DELETE /sms/{serviceName}/senders/{sender}',
					path: { ...pathOf(session), sender },
					idempotent: true,
				}),
		};
		const route = 'POST /sms/{serviceName}/senders' as const;
		const call = { route, path: pathOf(session), body: { sender } };
		const refusal = await making(session, made, async () => {
			return await refusalOf(session.client.call(call));
		});
		if (!refusal) return [quirk('reasonNeeded', false, 'it is accepted without one')];
		const isReason = /reason/i.test(refusal.facts.reason ?? '');
		if (isReason) return [quirk('reasonNeeded', true, wordsOf(refusal))];
		return [measured(`Refused for something else: ${wordsOf(refusal)}`)];
	},
};

/** Milliseconds without growth after which an export counts as whole. */
const STILL = 10_000;
const PATIENCE = 2 * 60_000;

export const exports: Check = {
	title: 'How an export grows',
	how: "GET /document?wayType=outgoing, then the document's size every second; it is deleted",
	about: [],
	quirks: ['documentsGrowMs'],
	needsSms: true,
	run: async (session) => {
		const call: ApiCall = {
			route: 'GET /sms/{serviceName}/document',
			path: pathOf(session),
			query: { wayType: 'outgoing' },
		};
		await ask(
			session,
			'The history is exported into a document of your OVHcloud account, whose content is not read, and which is deleted again. It costs nothing. Go on?',
		);
		const answer: unknown = await session.client.read(call);
		const id = documentIdIn(call, answer);
		const document = { route: 'GET /me/document/{id}', path: { id } } as const;
		const undo = async () =>
			await session.client.call({
				route: 'DELETE /me/document/{id}',
				path: { id },
				idempotent: true,
			});
		const shape = isObject(answer) ? 'an object with docId' : 'the bare ID';
		return await making(session, { what: `the document ${id}`, undo }, async () => [
			measured(`The answer is ${shape}`),
			await growth(session, document),
		]);
	},
};

async function growth(session: Session, document: ApiCall): Promise<Finding> {
	const start = session.now();
	let [size, shownAt, grownAt] = [0, start, start];
	while (session.now() - Math.max(grownAt, start) < STILL || size === 0) {
		if (session.now() - start > PATIENCE) throw new Skipped('the export stayed empty');
		const now = Number((await readObject(session, document)).size ?? 0);
		if (size === 0 && now > 0) shownAt = session.now();
		if (now !== size) grownAt = session.now();
		size = now;
		await session.sleep(1000);
	}
	const grew = grownAt - shownAt;
	const seen = `it showed after ${shownAt - start} ms, and was whole ${grew} ms later`;
	return quirk('documentsGrowMs', grew as Quirks['documentsGrowMs'], seen);
}
