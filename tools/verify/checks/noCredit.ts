/* eslint-disable @n8n/community-nodes/require-node-api-error */
import { OvhError } from '../../../src/ovh/errors';
import type { SmsSmsSendingReport } from '../../../src/ovh/model.generated';
import { readIds } from '../../../src/ovh/objects';
import { MARK } from '../anonymizer';
import { compared, type Finding, measured, quirk } from '../assumptions';
import type { Check } from '../check';
import { nameOf, originOf, readObject, type Session, wordsOf } from '../session';
import { Skipped } from '../skipped';

export const noCredit: Check = {
	title: 'What an account without credit answers',
	how: 'POST /jobs through an account whose credits are too few, without automatic recredit',
	about: ['HTTP status and words of no credit'],
	quirks: ['noCreditStatus', 'noCreditWords'],
	run: async (session) => {
		const account = await emptyAccount(session);
		const from = await originOf(session, account);
		try {
			await session.spending.order({
				purpose: `An SMS to your phone from ${nameOf(from)} of ${account}, which has too few credits: it should be refused.`,
				cost: session.price,
				send: async () =>
					await session.client.call({
						route: 'POST /sms/{serviceName}/jobs',
						path: { serviceName: account },
						body: {
							...from,
							message: `${MARK}: a test, may be deleted`,
							receivers: [session.phone],
							noStopClause: true,
						},
					}),
				taken: ({ totalCreditsRemoved }: SmsSmsSendingReport) => totalCreditsRemoved,
			});
		} catch (error) {
			// Anything else, such as a missing right, is no answer to the question.
			if (!(error instanceof OvhError) || !/credit/i.test(error.facts.reason ?? '')) throw error;
			return refusalFindings(error);
		}
		return [measured('OVHcloud accepted it: the account may go below zero')];
	},
};

async function emptyAccount(session: Session): Promise<string> {
	for (const name of await readIds(session.client, { ids: 'GET /sms' }, {})) {
		const call = { route: 'GET /sms/{serviceName}', path: { serviceName: name } } as const;
		const account = await readObject(session, call);
		const isEmpty = Number(account.creditsLeft) < session.price && !account.automaticRecreditAmount;
		if (isEmpty) return String(name);
	}
	throw new Skipped('it needs a second SMS account with too few credits for one SMS');
}

function refusalFindings(error: OvhError): Finding[] {
	const { status = 0, reason = '', kind } = error.facts;
	const words = reason.replace(/ on line \d+$/, '').replace(/-?\d+(\.\d+)?/, '#');
	return [
		quirk('noCreditStatus', status, `HTTP ${status}`),
		quirk('noCreditWords', words as never, `"${words}"`),
		compared('FailureKind "noCredit"', {
			assumed: 'the package knows it by its words',
			isSo: kind === 'noCredit',
			seen: `${wordsOf(error)} is read as "${kind}"`,
		}),
	];
}
