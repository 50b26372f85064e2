import type { OperationRun } from '../../../src/operations/run';
import { expectObject } from '../../../src/ovh/answers';
import { OvhError } from '../../../src/ovh/errors';
import type { SmsBatch } from '../../../src/ovh/model.generated';
import { InputError } from '../../../src/sms/inputError';
import { endOfQuiet } from '../../../src/sms/quietHours';
import type { BatchPlan } from './plan';

/** OVHcloud's `sentAt` may be some minutes off from what was ordered, and not hours. */
const MOST_SECONDS_APART = 5 * 60;

/**
 * Why a batch that was created is not what was ordered: it goes out at another time. In which zone
 * OVHcloud reads `deferred` is not published. A marketing batch that was ordered for the night, a
 * Sunday or a holiday is put off as it is meant to be, and gets a remark.
 */
export async function wrongMoment(
	run: OperationRun,
	{ account, message: { sendAt, messageType } }: BatchPlan,
	batch: SmsBatch,
): Promise<InputError | undefined> {
	if (sendAt === undefined) return undefined;
	const planned = Date.parse((await plannedMoment(run, account, batch)) ?? '') / 1000;
	if (!(Math.abs(planned - sendAt) > MOST_SECONDS_APART)) return undefined;
	const isPutOff = planned > sendAt && isClosed(sendAt) && !isClosed(planned);
	if (messageType === 'marketing' && isPutOff) {
		run.hint(
			`Marketing SMS wait for the permitted hours: OVHcloud has planned the batch (ID ${batch.id}) for ${isoOf(planned)}, not for ${isoOf(sendAt)}. Batch → Cancel stops it before then.`,
		);
		return undefined;
	}
	return new InputError(
		'Send At',
		`is ${isoOf(sendAt)}, and OVHcloud has planned the batch (ID ${batch.id}) for ${isoOf(planned)}`,
		'The batch exists, and goes out at that time. To stop it, use Batch → Cancel with this ID before then; to keep it, there is nothing to do. Running this again in a new execution creates another batch.',
	);
}

/** The moment as OVHcloud tells it; its answer to the creation may be too early for that. */
async function plannedMoment(
	run: OperationRun,
	serviceName: string,
	{ id, sentAt }: SmsBatch,
): Promise<string | null> {
	if (sentAt) return sentAt;
	const call = {
		route: 'GET /sms/{serviceName}/batches/{id}',
		path: { serviceName, id },
	} as const;
	const read = async (): Promise<SmsBatch> => expectObject(call, await run.client.read(call));
	return await read().then(
		(batch) => batch.sentAt,
		(error: unknown) => {
			if (error instanceof OvhError) return null;
			throw error;
		},
	);
}

/** Hours in which marketing SMS wait; source: OVHcloud's FAQ, 2026 (older pages have fewer hours). */
const CLOSED = { hours: { from: 20 * 60, until: 8 * 60 }, sundaysAndHolidays: true, fails: false };

function isClosed(moment: number): boolean {
	return endOfQuiet(CLOSED, moment, 'Europe/Paris') !== undefined;
}

function isoOf(seconds: number): string {
	return new Date(seconds * 1000).toISOString();
}
