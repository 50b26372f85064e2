import { compared, measured, quirk } from '../assumptions';
import type { Check } from '../check';
import { pathOf, refusalOf, wordsOf } from '../session';
import { Skipped } from '../skipped';

const LINE = / on line \d+$/;

export const errors: Check = {
	title: 'How errors are written',
	how: 'GET of an SMS that does not exist, and GET /sms with a wrong signature',
	about: [],
	quirks: ['errorEnding'],
	run: async (session) => {
		const { client, wronglySigned } = session;
		const path = { ...pathOf(session), id: 1 };
		const missing = await refusalOf(
			client.read({ route: 'GET /sms/{serviceName}/outgoing/{id}', path }),
		);
		const unsigned = await refusalOf(wronglySigned.read({ route: 'GET /sms' }));
		if (!missing || !unsigned) throw new Skipped('what had to be refused was not');
		const ending = LINE.exec(missing.facts.reason ?? '')?.[0] ?? '';
		const seen = ending ? `errors end in "${ending}"` : 'errors end with their last word';
		const { code = '', kind } = unsigned.facts;
		const isClass = code.includes('::');
		return [
			quirk('errorEnding', ending, seen),
			compared('SandboxOptions.errorShape', {
				assumed: '"errorCode"',
				isSo: !isClass,
				seen: `a wrong signature is answered with ${isClass ? '{class, message}' : '{errorCode, message}'}`,
			}),
			measured(`A wrong signature: ${wordsOf(unsigned)}, which the package reads as "${kind}"`),
			measured(`An object that is not there: ${wordsOf(missing)}, read as "${missing.facts.kind}"`),
		];
	},
};
