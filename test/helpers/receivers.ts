import type { Stage } from './stage';

/** Paths of the sandbox's requests since a moment, with their methods, in order. */
export function callsOf({ sandbox }: Stage, from = 0): string[] {
	return sandbox.requests.slice(from).map(({ method, path }) => {
		return `${method} ${path.replace(/[\da-f-]{36}/g, '{uuid}')}`;
	});
}

/** The lists that an account of the sandbox holds, by slot. */
export function storedLists({ sandbox }: Stage) {
	return sandbox.state.accounts.get(sandbox.accountName)?.receiverLists ?? new Map();
}

/** Whether anything was created: a document, a list, a batch or a message. */
export function writesOf(stage: Stage): string[] {
	return callsOf(stage).filter((call) => !call.startsWith('GET '));
}
