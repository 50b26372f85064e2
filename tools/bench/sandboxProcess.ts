/** The sandbox in a process of its own, so that it takes no time of what is measured. */
import { type PlacedFault, type Sandbox, startSandbox } from '../../sandbox';
import { sentSms } from '../../test/helpers/messages';
import { answerParent } from './processes.mjs';
import type { Pages, Place, SandboxQuestion } from './questions';

let sandbox: Sandbox | undefined;
let delay: PlacedFault;

answerParent(async (question: SandboxQuestion) => {
	if (question.ask === 'fresh') {
		return await fresh(question.answerTimeMs, question.history, question.pages);
	}
	if (!sandbox) throw new Error('No sandbox was started');
	if (question.ask === 'sentTo') return sandbox.sentTo(question.receiver).length;
	return {
		// Every request meets the delay once.
		requests: delay.hits,
		messages: sandbox.state.messages.at('sent', sandbox.accountName).length,
	};
});

async function fresh(answerTimeMs: number, history = 0, pages: Pages = 'fresh'): Promise<Place> {
	await sandbox?.close();
	sandbox = await startSandbox({ sendingDelayMs: 0 });
	sandbox.quirks.pages = pages;
	delay = sandbox.faults.add({ kind: 'delay', ms: answerTimeMs, times: Infinity });
	const { accountName, baseUrl, keys, state } = sandbox;
	for (let count = 0; count < history; count++) sentSms(sandbox);
	state.addCredits(accountName, 1_000_000);
	return { account: accountName, baseUrl, keys };
}
