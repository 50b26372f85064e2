import type { SmsOutgoing } from '../../../src/ovh/model.generated';
import { readNumericIds } from '../../../src/ovh/objects';
import { type Finding, measured, quirk } from '../assumptions';
import type { Check } from '../check';
import { pathOf, sampleOf, type Session } from '../session';
import { Skipped } from '../skipped';

const LIST = { ids: 'GET /sms/{serviceName}/outgoing' as const };
const DAY = 24 * 3_600_000;

async function finds(session: Session, { id }: SmsOutgoing, query: Record<string, string>) {
	return (await readNumericIds(session.client, LIST, pathOf(session), query)).includes(id);
}

export const filters: Check = {
	title: "The history's filters",
	how: 'GET /outgoing for an SMS by its tag, the tag in other case, its beginning, and seconds around its date',
	about: ['Whether filters by tag are exact and by case, and by date to the second'],
	quirks: ['tagCaseMatters', 'dateFilter'],
	needsSms: true,
	run: async (session) => {
		const hasLetters = ({ tag }: SmsOutgoing): boolean => swapped(tag ?? '') !== tag;
		const sms = await sampleOf(session, hasLetters);
		const { tag } = sms;
		if (!(await finds(session, sms, { tag }))) throw new Skipped('the filter by tag finds nothing');
		const isOtherCase = await finds(session, sms, { tag: swapped(tag) });
		const isPrefix = await finds(session, sms, { tag: tag.slice(0, -1) });
		return [
			quirk(
				'tagCaseMatters',
				!isOtherCase,
				isOtherCase ? 'the tag in other case finds it, too' : 'the tag in other case finds nothing',
			),
			measured(`The beginning of the tag ${isPrefix ? 'finds it, too' : 'does not find it'}`),
			await dateFilter(session, sms),
		];
	},
};

function swapped(tag: string): string {
	return tag === tag.toLowerCase() ? tag.toUpperCase() : tag.toLowerCase();
}

async function dateFilter(session: Session, sms: SmsOutgoing): Promise<Finding> {
	const created = Date.parse(sms.creationDatetime);
	const at = (seconds: number) =>
		new Date(created + seconds * 1000).toISOString().replace('.000Z', '+00:00');
	const isFound = {
		from: await finds(session, sms, { 'creationDatetime.from': at(1) }),
		to: await finds(session, sms, { 'creationDatetime.to': at(-1) }),
	};
	const coarse = Object.entries(isFound).filter(([, found]) => found);
	const seen = coarse.length
		? `a second off, ${coarse.map(([name]) => `creationDatetime.${name}`).join(' and ')} finds it all the same`
		: 'a second off, neither creationDatetime.from nor .to finds it';
	return quirk('dateFilter', coarse.length > 0 ? 'day' : 'second', seen);
}

export const retention: Check = {
	title: 'How far back the history reaches',
	how: 'GET /outgoing, and its SMS with the lowest ID',
	about: ['Retention behind GET /outgoing'],
	quirks: [],
	needsSms: true,
	run: async (session) => {
		const ids = await readNumericIds(session.client, LIST, pathOf(session));
		if (ids.length === 0) throw new Skipped('the account has no sent SMS');
		const id = ids.reduce((lowest, one) => Math.min(lowest, one));
		const path = { ...pathOf(session), id };
		const sms = await session.client.read({
			route: 'GET /sms/{serviceName}/outgoing/{id}',
			path,
		});
		const days = Math.floor((session.now() - Date.parse(sms.creationDatetime)) / DAY);
		return [measured(`${ids.length} SMS, the oldest of them ${days} days old`)];
	},
};
