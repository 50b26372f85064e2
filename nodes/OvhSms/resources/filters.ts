import { dateTime } from '../../../operations/fields';

/** Filters for the time when a message was created. */
export const PERIOD = [
	dateTime('creationDatetimeFrom', 'Created From', 'Only what was created at this time or later'),
	dateTime('creationDatetimeTo', 'Created To', 'Only what was created at this time or before'),
];
