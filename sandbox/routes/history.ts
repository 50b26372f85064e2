import { stringify } from 'csv-stringify/sync';
import type { LocatedSms } from '../state/messages';
import type { State } from '../state/state';
import type { Incoming } from '../state/types';
import { ACCOUNT, under, USER, type Context, type Handlers } from './context';
import { filteredIncoming } from './incoming';
import { filteredOutgoing } from './outgoing';

export const historyHandlers: Handlers = under([ACCOUNT, USER], {
	'GET /document': (context) => exportHistory(context),
});

/** Columns and form of the example in OVHcloud's notebook about SMS campaigns. */
const OUTGOING_COLUMNS = [
	'id',
	'date',
	'sender',
	'receiver',
	'ptt',
	'operatorCode',
	'descriptionDlr',
	'tag',
	'message',
	'sentAt',
	'deliveredAt',
];
/** That of received messages is not published. */
const INCOMING_COLUMNS = ['id', 'date', 'sender', 'tag', 'message'];
const QUOTED = ['sender', 'descriptionDlr', 'tag', 'message'];

const RECEIPTS: Record<number, string> = {
	0: 'Pending',
	1: 'Success',
	2: 'Failed',
	4: 'Pending',
	8: 'Buffered',
	16: 'Error',
};

/** Starts the making of a CSV file. @returns the id of its document, which is empty for a while */
function exportHistory(context: Context): string {
	const { state, settings, query } = context;
	const text =
		query.wayType === 'outgoing'
			? csv(
					OUTGOING_COLUMNS,
					filteredOutgoing(context).map((located) => outgoingRow(state, located)),
				)
			: csv(INCOMING_COLUMNS, filteredIncoming(context).map(incomingRow));
	const name = `${query.wayType}.csv`;
	const { documentsGrowMs } = state.quirks;
	return state.documents.createWith(name, text, settings.taskDelayMs, documentsGrowMs).id;
}

function outgoingRow({ lookUps }: State, { sms, progress }: LocatedSms) {
	return {
		id: sms.id,
		date: csvDate(sms.creation),
		sender: sms.sender,
		receiver: sms.receiver,
		ptt: progress.ptt,
		operatorCode: lookUps.resultOf(sms.receiver).operatorCode,
		descriptionDlr: RECEIPTS[progress.deliveryReceipt] ?? '',
		tag: sms.tag,
		message: sms.message,
		sentAt: csvDate(progress.sentAt),
		deliveredAt: csvDate(progress.deliveredAt),
	};
}

function incomingRow({ id, creationDatetime, sender, tag, message }: Incoming) {
	return { id, date: csvDate(Date.parse(creationDatetime)), sender, tag, message };
}

function csv(columns: string[], rows: object[]): string {
	return stringify(rows, {
		header: true,
		columns,
		delimiter: ';',
		cast: {
			string: (value, { column, header }) => ({
				value,
				quoted: !header && QUOTED.includes(String(column)),
			}),
		},
	});
}

/** `2021-09-28 16:16:53`; the time zone is not published. */
function csvDate(milliseconds: number | null): string {
	if (milliseconds === null) return '';
	return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}
