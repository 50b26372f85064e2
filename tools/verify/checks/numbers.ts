import type { Quirks } from '../../../sandbox';
import type { RouteName } from '../../../src/ovh/call';
import { readIds } from '../../../src/ovh/objects';
import { type Finding, measured, open, quirk } from '../assumptions';
import type { Check } from '../check';
import { pathOf, readObject, refusalOf, type Session, wordsOf } from '../session';
import { Skipped } from '../skipped';

type Kind = { ids: RouteName; object: RouteName; words: string };

const KINDS: Kind[] = [
	{
		ids: 'GET /sms/{serviceName}/blacklists',
		object: 'GET /sms/{serviceName}/blacklists/{number}',
		words: 'opt-outs',
	},
	{
		ids: 'GET /sms/{serviceName}/virtualNumbers',
		object: 'GET /sms/{serviceName}/virtualNumbers/{number}',
		words: 'virtual numbers',
	},
];

export const paths: Check = {
	title: 'How numbers are spelled in paths',
	how: 'the lists of opt-outs and virtual numbers, and GET of one entry with + and with 00',
	about: ['Spelling of numbers in paths of opt-outs and virtual numbers'],
	quirks: ['numberInPaths'],
	run: async (session) => {
		const findings: Finding[] = [];
		for (const kind of KINDS) findings.push(...(await spellingOf(session, kind)));
		if (findings.length > 0) return findings;
		throw new Skipped('the account has neither opt-outs nor virtual numbers');
	},
};

async function spellingOf(session: Session, { ids, object, words }: Kind): Promise<Finding[]> {
	const [listed] = await readIds(session.client, { ids }, pathOf(session));
	if (listed === undefined) return [];
	const number = String(listed);
	const digits = number.replace(/^(\+|00)/, '');
	const isFound = async (spelling: string): Promise<boolean> => {
		const before = session.client.sent;
		const path = { ...pathOf(session), number: spelling };
		const refusal = await refusalOf(session.client.read({ route: object, path }));
		// The client asks for the other spelling by itself, with a second request.
		return !refusal && session.client.sent === before + 1;
	};
	const spelled: Quirks['numberInPaths'] = number.startsWith('00') ? '00' : '+';
	const found = [
		...((await isFound(`+${digits}`)) ? ['+'] : []),
		...((await isFound(`00${digits}`)) ? ['00'] : []),
	];
	const seen = `${words} are listed as ${number.slice(0, number.length - digits.length) || 'bare'}…, and found with ${found.join(' and ') || 'neither'}`;
	return [quirk('numberInPaths', spelled, seen)];
}

const OVERSEAS = ['fr', 'gp', 'mq', 'gf', 're', 'yt'];

export const overseas: Check = {
	title: 'Prices of French overseas numbers',
	how: `GET /sms/rates/destinations for ${OVERSEAS.join(', ')}`,
	about: ['Prices and delivery of French overseas numbers written +33 69x'],
	quirks: [],
	run: async (session) => {
		const prices: string[] = [];
		for (const country of OVERSEAS) {
			const call = { route: 'GET /sms/rates/destinations', query: { country } } as const;
			const refusal = await refusalOf(session.client.read(call));
			const { credit } = refusal ? {} : await readObject(session, call);
			prices.push(`${country}: ${refusal ? wordsOf(refusal) : String(credit)}`);
		}
		return [
			measured(`Credits of one SMS: ${prices.join(', ')}`),
			open('delivery of +33 69x', 'it takes a phone overseas'),
		];
	},
};
