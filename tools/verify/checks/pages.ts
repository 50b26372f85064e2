import type { ApiCall } from '../../../src/ovh/call';
import { inOrder } from '../../../src/ovh/objects';
import { type PagedList, readPage } from '../../../src/ovh/pages';
import { type Finding, measured, open, quirk } from '../assumptions';
import type { Check } from '../check';
import { pathOf, type Session } from '../session';

export const OUTGOING: PagedList = {
	ids: 'GET /sms/{serviceName}/outgoing',
	field: 'id',
	order: 'DESC',
};

const LISTS: PagedList[] = [
	OUTGOING,
	{ ids: 'GET /sms/{serviceName}/incoming', field: 'id', order: 'DESC' },
	{ ids: 'GET /sms/{serviceName}/blacklists', field: 'number', order: 'ASC' },
	{ ids: 'GET /sms/{serviceName}/senders', field: 'sender', order: 'ASC' },
	{ ids: 'GET /sms/{serviceName}/receivers', field: 'slotId', order: 'DESC' },
	{ ids: 'GET /sms/{serviceName}/phonebooks', field: 'bookKey', order: 'ASC' },
	{ ids: 'GET /sms', field: 'name', order: 'ASC' },
];

const SIZE = 20;

type Answered = 'fresh' | 'unsorted' | 'ids' | 'refused' | 'empty';

export const pages: Check = {
	title: 'Whole objects in pages',
	how: `the lists with X-Pagination-Mode: CachedObjectList-Pages, ${SIZE} objects on a page, sorted`,
	about: ['X-Ovh-Batch and pages on restricted tokens and OAuth2'],
	quirks: ['pages'],
	needsSms: true,
	run: async (session) => {
		const findings: Finding[] = [];
		const answers = new Set<Answered>();
		for (const list of LISTS) {
			const answered = await answerOf(session, list);
			if (answered !== 'empty') answers.add(answered);
			findings.push(measured(`\`${list.ids}\`: ${WORDS[answered]}`));
		}
		const worst = (['refused', 'ids', 'unsorted', 'fresh'] as const).find((one) =>
			answers.has(one),
		);
		if (!worst) return [open('quirks.pages', 'all lists are empty'), ...findings];
		return [
			quirk('pages', worst, `of the lists that hold something, ${WORDS[worst]}`),
			...findings,
		];
	},
};

const WORDS: Record<Answered, string> = {
	fresh: 'objects in the order that was asked for',
	unsorted: 'objects in an order of their own',
	ids: 'IDs, as without the header',
	refused: 'the header is refused, or not answered with objects or IDs',
	empty: 'nothing in it',
};

async function answerOf(session: Session, list: PagedList): Promise<Answered> {
	const path = list.ids === 'GET /sms' ? {} : pathOf(session);
	const page = await readPage(session.client, list, path, undefined, 1, SIZE);
	if (!page) return 'refused';
	if (page.ids && page.ids.length > 0) return 'ids';
	const keys = page.objects.map((object) => object[list.field] as string | number);
	if (keys.length === 0) return 'empty';
	const sorted = inOrder(keys);
	return keys.every((key, index) => key === sorted[index]) ? 'fresh' : 'unsorted';
}

export const multiGet: Check = {
	title: 'Several objects with one request',
	how: 'GET of one sent SMS, and of two, with the header X-Ovh-Batch',
	about: ['X-Ovh-Batch and pages on restricted tokens and OAuth2'],
	quirks: ['batchHeader'],
	needsSms: true,
	run: async (session) => {
		const ids: unknown = await session.client.read({ route: OUTGOING.ids, path: pathOf(session) });
		const some = Array.isArray(ids) ? ids.slice(0, 2).map(String) : [];
		if (some.length === 0) return [open('quirks.batchHeader', 'no SMS was sent yet')];
		const one = await batchAnswer(session, some.slice(0, 1));
		if (some.length === 1 || one !== 'answered') return [quirk('batchHeader', one, BATCH[one])];
		const two = await batchAnswer(session, some);
		return [quirk('batchHeader', two, BATCH[two])];
	},
};

type BatchAnswer = 'answered' | 'ignored' | 'refused';

const BATCH: Record<BatchAnswer, string> = {
	answered: 'a list of entries with key and value',
	ignored: 'the one object, as without the header',
	refused: 'the header is refused',
};

async function batchAnswer({ client, account }: Session, ids: string[]): Promise<BatchAnswer> {
	const call: ApiCall = {
		route: 'GET /sms/{serviceName}/outgoing/{id}',
		path: { serviceName: account, id: ids.join(',') },
		headers: { 'X-Ovh-Batch': ',' },
	};
	const answer: unknown = await client.read(call).catch(() => undefined);
	if (answer === undefined) return 'refused';
	return Array.isArray(answer) ? 'answered' : 'ignored';
}
