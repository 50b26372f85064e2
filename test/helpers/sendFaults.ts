import type { Fault, Sandbox } from '../../sandbox';

const onSend = { method: 'POST' };

/** What can go wrong while messages are sent, or while a lost answer is looked up. */
export const SEND_FAULTS: Fault[] = [
	{ ...onSend, kind: 'status', status: 500 },
	{ ...onSend, kind: 'status', status: 503, html: true, when: 'after' },
	{ ...onSend, kind: 'status', status: 502, html: true, when: 'after' },
	{ ...onSend, kind: 'resetBefore' },
	{ ...onSend, kind: 'resetAfter' },
	{ ...onSend, kind: 'brokenJson' },
	{ ...onSend, kind: 'status', status: 429, retryAfter: 0, times: 3 },
	{ kind: 'resetBefore', path: '/sms/*/outgoing' },
	{ kind: 'status', status: 500, path: '/sms/*/outgoing', times: 2 },
	{
		kind: 'status',
		status: 403,
		message: 'This call has not been granted',
		path: '/sms/*/outgoing',
	},
];

/** Faults without any answer, which last as long as the client waits. */
export const SILENCES: Fault[] = [
	{ ...onSend, kind: 'silence', when: 'after' },
	{ ...onSend, kind: 'silence' },
];

/** A fault, and how many requests go by before it. */
export interface DueFault {
	after: number;
	fault: Fault;
}

/** Puts each fault in place as soon as its time has come; to be called once for each request. */
export function placing(sandbox: () => Sandbox, faults: DueFault[]): () => void {
	const due = [...faults].sort((a, b) => a.after - b.after);
	let seen = 0;
	return () => {
		seen++;
		while (due.length && due[0].after <= seen) {
			const next = due.shift();
			if (next) sandbox().faults.add(next.fault);
		}
	};
}
