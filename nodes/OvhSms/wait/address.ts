import type { OperationRun } from '../../../src/operations/run';
import type { Reached } from '../../../src/n8n/waiting';
import { InputError } from '../../../src/sms/inputError';

/** Parameter of the address: the question, and the place of the recipient in its list. */
export const WHICH = 'q';

/** What an address says, which n8n has signed. */
export interface Which {
	question: string;
	recipient: number;
}

function formatWhich({ question, recipient }: Which): string {
	return `${question}-${recipient}`;
}

export function parseWhich(value: unknown): Which | undefined {
	const [, question, recipient] = /^([\da-f]{8})-(\d{1,6})$/.exec(String(value ?? '')) ?? [];
	return question ? { question, recipient: Number(recipient) } : undefined;
}

/** The address of the page for the recipient at a place of the list. */
export function addressFor({ waiting }: OperationRun, recipient: number): string {
	return waiting.signedAddress({
		[WHICH]: formatWhich({ question: waiting.questionId, recipient }),
	});
}

/** What n8n answers about an execution that is not waiting yet: the address leads to this one. */
const RUNNING = 409;

const LOOPBACK = /^(localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\])$/;
const PRIVATE =
	/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[789]\d|1[01]\d|12[0-7])\.|169\.254\.|\[f[cde])|\.(local|lan|internal|home|intranet)$|^[^.[]+$/;

const SETTING =
	'Set the environment variable WEBHOOK_URL of n8n to the address under which people (and n8n itself) reach it, such as https://n8n.example.com/, and restart n8n.';

/**
 * Makes sure that people can answer, before a credit is spent.
 * @param isCustom whether the credential's endpoint is a server of the user's own
 * @throws InputError with what to set
 */
export async function checkAddress(
	run: OperationRun,
	address: string,
	isCustom: boolean,
): Promise<void> {
	const { hostname, origin } = new URL(address);
	if (LOOPBACK.test(hostname) && !isCustom) {
		throw unusable(
			`n8n believes that people reach it at ${origin}, which is a phone's own address`,
		);
	}
	if (PRIVATE.test(hostname) && !LOOPBACK.test(hostname)) {
		run.hint(
			`The page for the answer is at ${origin}: only phones in the same network, or in a VPN to it, reach it`,
		);
	}
	const reached = await run.waiting.reach(address);
	if (reached.status === RUNNING) return;
	if (reached.status === NOT_SAVED && (await isN8n(run, address))) return;
	throw unusable(what(reached, origin), reached);
}

/** Of an execution that was started by hand n8n has nothing saved yet, and stumbles over that. */
const NOT_SAVED = 500;

/** Whether n8n answers there: for an execution that never was, in words of its own. */
async function isN8n({ waiting }: OperationRun, address: string): Promise<boolean> {
	const url = new URL(address);
	url.pathname = url.pathname.replace(`/${waiting.executionId}/`, '/0/');
	url.search = '';
	const { status, body = '' } = await waiting.reach(url.href);
	return status === 404 && /execution .{0,4}0.{0,4} does not exist/.test(body);
}

function what({ status, reason }: Reached, origin: string): string {
	return status === undefined
		? `n8n does not reach itself at ${origin} (${reason})`
		: `${origin} answers HTTP ${status} in the place of this execution`;
}

function unusable(because: string, { status }: Reached = {}): InputError {
	const more =
		status === 401
			? ' The path has to reach n8n as it is: behind a proxy that takes a sub-path away, n8n does not know its own signature.'
			: '';
	return new InputError(
		'Message',
		`cannot carry the link for the answer: ${because}`,
		`Nothing was sent. ${SETTING}${more}`,
	);
}
