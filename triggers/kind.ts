import type { IDataObject } from 'n8n-workflow';

import type { Cursor } from './cursor';
import type { Session } from './session';

/** What one look may read of one kind of event. */
export interface Look {
	/** Objects that it reads at most. */
	most: number;
	/** SMS that calls named, and whose reports alone are of interest; all by default. */
	sms?: number[];
}

/** What a look found. */
export interface Found {
	items: IDataObject[];
	/** What is to be remembered once the items are given out. */
	changes: Partial<Cursor>;
	/** Whether some is left for the next look. */
	more?: boolean;
}

/**
 * One kind of event: where it begins, and what is new since.
 * Both throw an OvhError, and then nothing is to be remembered.
 */
export interface Kind {
	/** @param floor seconds since 1970 by OVHcloud's clock: nothing older is an event */
	begin(session: Session, floor: number): Promise<Partial<Cursor>>;
	/** @param cursor what `begin` or the last look left */
	read(session: Session, cursor: Cursor, look: Look): Promise<Found>;
}
