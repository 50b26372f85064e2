/** What Simplify keeps of a batch. */
export const BATCH_FIELDS: readonly string[] = [
	'status',
	'id',
	'name',
	'from',
	'message',
	'totalRecords',
	'estimatedCredits',
	'createdAt',
	'sentAt',
	'errors',
];
