import type { SmsBatch } from '../../../src/ovh/model.generated';
import { MARK } from '../anonymizer';
import { measured, open, quirk } from '../assumptions';
import type { Check } from '../check';
import { making, nameOf, originOf, pathOf, type Session, waitFor } from '../session';

const MINUTE = 60_000;
const LATER = 24 * 60 * MINUTE;

export const batchMoment: Check = {
	title: 'The zone of a batch’s moment',
	how: 'POST /batches with deferred in a day, in UTC; its sentAt; then it is cancelled and deleted',
	about: ['Zone of deferred'],
	quirks: ['deferredShift'],
	run: async (session) => {
		const from = await originOf(session);
		const at = Math.ceil((session.now() + LATER) / MINUTE) * MINUTE;
		const deferred = new Date(at).toISOString().replace('.000Z', '+00:00');
		const batch = await session.spending.order({
			purpose: `A batch of one SMS to your phone from ${nameOf(from)}, planned for ${deferred}; it is cancelled at once, and should not reach you.`,
			cost: session.price,
			send: async () =>
				await session.client.call({
					route: 'POST /sms/{serviceName}/batches',
					path: pathOf(session),
					body: {
						...('sender' in from ? { from: from.sender } : from),
						message: `${MARK}: a test, may be deleted`,
						name: MARK,
						noStop: true,
						to: [session.phone],
						deferred,
					},
				}),
			taken: ({ estimatedCredits }: SmsBatch) => estimatedCredits,
		});
		const path = { ...pathOf(session), id: batch.id };
		return await making(session, batchMade(session, batch.id), async () => {
			const planned = await waitFor(session, MINUTE, async () => {
				const now = await session.client.read({
					route: 'GET /sms/{serviceName}/batches/{id}',
					path,
				});
				return now.sentAt ? now : undefined;
			});
			if (!planned) return [open('quirks.deferredShift', 'it has no sentAt after a minute')];
			const shift = Math.round((Date.parse(String(planned.sentAt)) - at) / MINUTE);
			const seen = `deferred ${deferred}, sentAt ${planned.sentAt}: ${shift} minutes later`;
			// The package takes up to five minutes for a start that takes its time.
			return [
				quirk('deferredShift', Math.abs(shift) <= 5 ? 0 : shift, seen),
				measured(`Its status is ${planned.status}`),
			];
		});
	},
};

export function batchMade(session: Session, id: string) {
	const path = { ...pathOf(session), id };
	return {
		what: `the batch ${id}`,
		undo: async () => {
			const route = 'POST /sms/{serviceName}/batches/{id}/cancel' as const;
			await session.client.call({ route, path, idempotent: true });
			await waitFor(session, 2 * MINUTE, async () => {
				const { status } = await session.client.read({
					route: 'GET /sms/{serviceName}/batches/{id}',
					path,
				});
				return status === 'CANCELED' ? status : undefined;
			});
			await session.client.call({
				route: 'DELETE /sms/{serviceName}/batches/{id}',
				path,
				idempotent: true,
			});
		},
	};
}
