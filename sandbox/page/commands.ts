import { problemText } from '../../src/sms/numberProblems';
import { readNumber as readWritten } from '../../src/sms/readNumber';
import { readReceiver } from '../state/numbers';
import type { World } from '../http/world';
import { progressOf } from '../state/progress';
import type { AccountState } from '../state/account';
import type { State } from '../state/state';
import type { AcceptedSms, Outcome } from '../state/types';
import { BREAKAGES, breakNext } from './breakages';
import { PageError } from './guard';
import type { Commands } from './protocol';
import { resetWorld } from './reset';
import { ENDINGS } from './views';

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const number = text(20);
const account = text(60);

/** JSON schemas of the commands' bodies. */
export const COMMAND_SCHEMAS = {
	reply: body(
		{ number, account, virtualNumber: text(20), text: { ...text(1600), pattern: '\\S' } },
		['number', 'account', 'text'],
	),
	stop: body({ number, account }, ['number', 'account']),
	allow: body({ number, account }, ['number', 'account']),
	outcome: body({
		number,
		ending: { enum: Object.keys(ENDINGS) },
		delaySeconds: { type: 'number', minimum: 0, maximum: 86_400 },
	}),
	credits: body({ account, creditsLeft: { type: 'number', minimum: 0, maximum: 10_000_000 } }, [
		'account',
		'creditsLeft',
	]),
	break: body({ breakage: { enum: Object.keys(BREAKAGES) } }),
	reset: body({}),
};

type Runners = { [Name in keyof Commands]: (world: World, command: Commands[Name]) => void };

/** What the page can do. The numbers are changed to how the sandbox writes them. */
export const COMMANDS: Runners = {
	reply: (world, command) => {
		const { state } = world;
		const { details, virtualNumbers } = accountOf(state, command.account);
		const { virtualNumber, text: message } = command;
		if (virtualNumber !== undefined && !virtualNumbers.has(virtualNumber)) {
			throw new PageError(404, `${details.name} has no virtual number ${virtualNumber}`);
		}
		const sender = readNumber(command.number);
		const answered = lastSms(
			world,
			sender,
			(sms) => sms.account === details.name && sms.virtualNumber === (virtualNumber ?? null),
		);
		state.receive({
			account: details.name,
			sender,
			message,
			tag: answered?.tag,
			virtualNumber,
			user: answered?.user ?? undefined,
		});
	},

	// OVHcloud takes a STOP to its own number: it ends on the blacklist, not among the replies.
	stop: (world, command) => {
		const { state } = world;
		const { details, blacklist } = accountOf(state, command.account);
		const receiver = readNumber(command.number);
		if (blacklist.has(receiver)) return;
		const answered = lastSms(
			world,
			receiver,
			(sms) => sms.account === details.name && sms.marketing,
		);
		state.addToBlacklist(details.name, receiver, answered?.id ?? null);
	},

	allow: ({ state }, command) => {
		accountOf(state, command.account).blacklist.delete(readNumber(command.number));
	},

	outcome: ({ state: { messages } }, { number: given, ending, delaySeconds = 0 }) => {
		const outcome: Outcome | undefined = ending && {
			...ENDINGS[ending],
			...(delaySeconds > 0 && { delayMs: delaySeconds * 1000 }),
		};
		if (given !== undefined) messages.setOutcome(readNumber(given), outcome);
		else if (outcome) messages.defaultOutcome = outcome;
		else throw new PageError(400, 'Say how the deliveries to all numbers end');
	},

	credits: ({ state }, command) => {
		const { details } = accountOf(state, command.account);
		state.addCredits(details.name, command.creditsLeft - details.creditsLeft);
	},

	break: ({ faults }, { breakage }) => breakNext(faults, breakage),

	reset: resetWorld,
};

/** The number as the sandbox writes it. */
export function readNumber(given: string): string {
	// The sandbox's own phones are in OVHcloud's spelling, and may be numbers that nobody has.
	const known = readReceiver(given);
	if (known !== undefined) return known;
	const options = { allowPremium: true, allowLostPlus: true };
	const international = readWritten(given, options);
	// The sandbox's accounts are French, and so are numbers without a country code.
	const number =
		'receiver' in international ? international : readWritten(given, { ...options, country: 'FR' });
	if ('receiver' in number) return number.receiver;
	throw new PageError(400, `${problemText(number.problem)}. Write it such as +33612345678.`);
}

function accountOf(state: State, name: string): AccountState {
	const found = state.accounts.get(name);
	if (!found) throw new PageError(404, `The sandbox has no account ${name}`);
	return found;
}

/** The newest message that is on its way to the phone or there. */
function lastSms(
	{ state, settings }: World,
	receiver: string,
	matches: (sms: AcceptedSms) => boolean,
): AcceptedSms | undefined {
	const isSent = (sms: AcceptedSms) =>
		!sms.cancelled && progressOf(sms, settings.now(), settings).stage === 'sent';
	return state.messages
		.sentTo(receiver)
		.reverse()
		.find((sms) => isSent(sms) && matches(sms));
}

function body(properties: object, required: string[] = []) {
	return { body: { type: 'object', properties, required, additionalProperties: false } };
}
