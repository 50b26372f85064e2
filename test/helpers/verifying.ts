import { type Keys, type Quirks, type Sandbox, startSandbox } from '../../sandbox';
import { CHECKS } from '../../tools/verify/checks';
import { openSession } from '../../tools/verify/open';
import { report } from '../../tools/verify/report';
import type { Session } from '../../tools/verify/session';
import { type Result, verify } from '../../tools/verify/verify';
import { credentialFor } from './credentialFor';

/** The phone of whoever runs `verify:real`. */
export const OWN_PHONE = '+33612345678';

/** What became of a run of `verify:real` against the sandbox. */
export interface Verified {
	sandbox: Sandbox;
	session: Session;
	results: Result[];
	report: string;
	questions: string[];
	told: string[];
}

const running: Sandbox[] = [];

export async function closeVerified(): Promise<void> {
	await Promise.all(running.splice(0).map(async (sandbox) => await sandbox.close()));
}

/**
 * Runs all checks against a sandbox of its own, whose clock the pauses move on.
 * @param agrees what the person says to a question
 * @param prepare changes the sandbox before the run, and may give other keys
 */
export async function verified(
	agrees: (question: string, sandbox: Sandbox) => boolean,
	quirks: Partial<Quirks> = {},
	prepare: (sandbox: Sandbox) => Keys | void = () => undefined,
): Promise<Verified> {
	let time = Date.parse('2026-11-25T10:00:00Z');
	const sandbox = await startSandbox({ now: () => time, taskDelayMs: 1000 });
	running.push(sandbox);
	fill(sandbox);
	Object.assign(sandbox.quirks, quirks);
	const keys = prepare(sandbox) ?? sandbox.keys;
	const questions: string[] = [];
	const told: string[] = [];
	const { session, token } = await openSession({
		credential: credentialFor(sandbox, keys) as never,
		account: sandbox.accountName,
		phone: OWN_PHONE,
		person: {
			tell: (text) => told.push(text),
			agrees: async (question) => {
				questions.push(question);
				return agrees(question, sandbox);
			},
		},
		now: () => time,
		sleep: async (milliseconds) => {
			time += milliseconds;
		},
	});
	const results = await verify(session, CHECKS);
	const { spent, limit } = session.spending;
	const left = [...session.made].map(({ what }) => what);
	const run = { day: '2026-11-25', endpoint: 'ovh-eu', version: '0.1.0', token, spent, limit };
	const text = report({ ...run, results, left }, session.anonymizer);
	return { sandbox, session, results, report: text, questions, told };
}

/** An account as people have them, and a second one without credit. */
function fill({ state, accountName }: Sandbox): void {
	const second = state.accounts.get('sms-xx12345-2');
	if (second) second.details.creditsLeft = 0;
	state.addToBlacklist(accountName, '+33612000001');
	for (const receiver of ['+33612000002', '+33612000003', '+33612000004']) {
		state.addSent(accountName, { receiver, tag: 'invoice-7781', message: 'Dear Ada Lovelace' });
	}
}
