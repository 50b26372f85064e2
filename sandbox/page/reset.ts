import { fillDemoWorld } from '../demoWorld';
import type { World } from '../http/world';
import { State } from '../state/state';

/**
 * Takes away what was sent and received since the start, with its opt-outs, faults and requests, and
 * gives the credits back. Senders, lists and the addresses that triggers have registered stay, and
 * numbers of messages go on: a workflow that listens need not be published again.
 */
export function resetWorld({ settings, state, faults, recorder, journal }: World): void {
	const fresh = new State(settings.now, state.serverNow, settings);
	fillDemoWorld(fresh);
	for (const [name, account] of state.accounts) {
		account.incoming.length = 0;
		account.blacklist.clear();
		const first = fresh.accounts.get(name);
		if (first) account.details.creditsLeft = first.details.creditsLeft;
	}
	state.messages.clear();
	faults.clear();
	recorder.requests.length = 0;
	journal.entries.length = 0;
}
