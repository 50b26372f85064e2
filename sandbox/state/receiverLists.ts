/** One line of a list: values by column name; `number` is always there. */
export type Row = Record<string, string>;

/** The content of a CSV file of receivers. */
export interface ReceiverTable {
	columns: string[];
	rows: Row[];
}

/** A list of receivers in one of the slots 1 to 9 of an account or of an API user. */
export interface ReceiverList {
	slotId: number;
	description: string;
	datetime: string;
	autoUpdate: boolean;
	/** Where it came from, when it came from an address. */
	csvUrl: string | null;
	table: ReceiverTable;
	/** What a cleaning will leave, from `readyAt` (milliseconds on the sandbox's clock). */
	cleaned: { readyAt: number; rows: Row[] } | null;
}

/** The list's content now: a cleaning that is over has taken its rows away. */
export function tableOf(list: ReceiverList, now: number): ReceiverTable {
	if (list.cleaned && now >= list.cleaned.readyAt) {
		list.table = { ...list.table, rows: list.cleaned.rows };
		list.cleaned = null;
	}
	return list.table;
}
