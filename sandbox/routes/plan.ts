import { destinationOf, readReceiver, roundCredits } from '../state/numbers';
import type { Row } from '../state/receiverLists';
import type { AccountState } from '../state/account';
import { measureText } from '../state/text';

/** Numbers of Time2Chat, and what each of their SMS takes (OVHcloud's guide, November 2026). */
const TIME2CHAT = '+339';
const TIME2CHAT_CREDITS = 2;

/** Whom a message goes to: numbers as given, with the other columns of a list. */
export interface Recipients {
	columns: string[];
	rows: Row[];
}

/** One SMS that will be sent. */
interface PlannedSms {
	receiver: string;
	country: string;
	credits: number;
	message: string;
	parts: number;
	characters: number;
}

export interface Plan {
	planned: PlannedSms[];
	/** Receivers that get nothing, and why. */
	refused: Array<{ receiver: string; message: string }>;
	/** Credits of all that is planned. */
	total: number;
}

export const fromNumbers = (numbers: string[]): Recipients => ({
	columns: [],
	rows: numbers.map((number) => ({ number })),
});

/** Works out each receiver's SMS: its number, its text (columns merged in), its parts and credits. */
export function planSms(
	account: AccountState,
	message: string,
	recipients: Recipients,
	noStopClause: boolean,
	virtualNumber: string | null = null,
): Plan {
	const merge = merger(message, recipients.columns);
	const measured = new Map<string, ReturnType<typeof measureText>>();
	const planned: PlannedSms[] = [];
	const refused: Plan['refused'] = [];
	for (const row of recipients.rows) {
		const receiver = readReceiver(row.number);
		if (receiver === undefined) {
			refused.push({ receiver: row.number, message: 'Invalid receiver' });
		} else if (!noStopClause && account.blacklist.has(receiver)) {
			refused.push({ receiver: row.number, message: 'The receiver is blacklisted' });
		} else {
			const text = merge(row);
			const measure = measured.get(text) ?? measureText(text, noStopClause);
			measured.set(text, measure);
			const { country, credits: usual } = destinationOf(receiver);
			const credits = virtualNumber?.startsWith(TIME2CHAT) ? TIME2CHAT_CREDITS : usual;
			const { parts, characters } = measure;
			planned.push({
				receiver,
				country,
				credits: roundCredits(credits * parts),
				message: text,
				parts,
				characters,
			});
		}
	}
	const total = roundCredits(planned.reduce((sum, { credits }) => sum + credits, 0));
	return { planned, refused, total };
}

/**
 * Puts a row's values in the place of `#column#`. Not documented: what names no column of the list
 * stays in the text as it is, so that a client has to look for it before it sends.
 */
function merger(message: string, columns: string[]): (row: Row) => string {
	const names = columns.filter((column) => message.includes(`#${column}#`));
	if (names.length === 0) return () => message;
	const source = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
	const placeholder = new RegExp(`#(${source})#`, 'g');
	return (row) => message.replace(placeholder, (_all, name: string) => row[name]);
}
