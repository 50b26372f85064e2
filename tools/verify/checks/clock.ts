import { OvhError } from '../../../src/ovh/errors';
import { compared } from '../assumptions';
import type { Check } from '../check';
import type { Session } from '../session';

/** Seconds by which a request is dated back; the sandbox takes 180. */
const PROBES = [60, 170, 190, 300, 480, 600, 900];

export const clock: Check = {
	title: 'How far the clock of a request may be off',
	how: `GET /sms, dated back by ${PROBES.join(', ')} seconds until it is refused`,
	about: ['Timestamp window'],
	quirks: [],
	run: async (session) => {
		await session.client.learnTime();
		let accepted = 0;
		let refused: number | undefined;
		for (const seconds of PROBES) {
			if (await isAccepted(session, seconds)) accepted = seconds;
			else refused = seconds;
			if (refused !== undefined) break;
		}
		const bound = refused === undefined ? 'none of them is refused' : `${refused} are refused`;
		return [
			compared('SandboxOptions.timestampWindowSeconds', {
				assumed: '180',
				isSo: accepted === 170 && refused === 190,
				seen: `${accepted} seconds are accepted, ${bound}`,
			}),
		];
	},
};

async function isAccepted({ client }: Session, seconds: number): Promise<boolean> {
	const headers = { 'X-Ovh-Timestamp': String(client.serverTimestamp() - seconds) };
	return await client.read({ route: 'GET /sms', headers }).then(
		() => true,
		(error: unknown) => {
			if (error instanceof OvhError && error.facts.kind === 'clock') return false;
			throw error;
		},
	);
}
