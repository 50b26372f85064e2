import type { NodeHint } from 'n8n-workflow';

import { LINKS } from '../../src/sms/contact';
import { MARKETING_HOURS, MARKETING_ZONE } from '../../src/sms/quietHours';
import { CAPACITY, GSM_EXTENSION, GSM_LETTERS, STOP_CLAUSE } from '../../src/sms/text';

/** Conditions, as expressions that n8n's editor works out for the first input item. */
const MESSAGE = 'String($parameter.message ?? "")';
const IS_MARKETING =
	'($parameter.messageType === "marketing" && $parameter.senderType !== "virtualNumber")';
const IS_GSM = `[...${MESSAGE}].every((letter) => ${JSON.stringify([...GSM_LETTERS].join(''))}.includes(letter))`;
const CLAUSE = `(${IS_MARKETING} ? ${STOP_CLAUSE.length} : 0)`;
const SEPTETS = `(${MESSAGE}.length + [...${MESSAGE}].filter((letter) => ${JSON.stringify(GSM_EXTENSION)}.includes(letter)).length)`;
const KEEPS_CHARACTERS = '!String($parameter.options?.characters).startsWith("replace")';

const { hours = { from: 0, until: 0 } } = MARKETING_HOURS;
const MINUTE = '(at.hour * 60 + at.minute)';
const IS_QUIET = `[$now.setZone(${JSON.stringify(MARKETING_ZONE)})].some((at) => ${MINUTE} >= ${hours.from} || ${MINUTE} < ${hours.until} || at.weekday === 7)`;

const HAS_LINK = `${MESSAGE}.split(/\\s/).some((word) => [${LINKS.join(', ')}].some((link) => link.test(word)))`;

const clock = (minutes: number): string => `${String(minutes / 60).padStart(2, '0')}:00`;

/** What can be known of an SMS before it is sent, beside the form. */
export const hints: NodeHint[] = [
	hint(
		`This text is sent and charged as several SMS: a character outside of the 7-bit alphabet (ê, ç, an emoji, a typographic quote) leaves room for ${CAPACITY.unicode.several} characters in each of them instead of ${CAPACITY['7bits'].several}. The option "Characters" can replace it.`,
		['sms.send', 'sms.reply', 'batch.create'],
		KEEPS_CHARACTERS,
		`!${IS_GSM}`,
		`${MESSAGE}.length + ${CLAUSE} > ${CAPACITY.unicode.single}`,
	),
	hint(
		`This text is longer than the ${CAPACITY['7bits'].single} characters of one SMS: it is sent and charged as several, of ${CAPACITY['7bits'].several} characters each, for each recipient.`,
		['sms.send', 'sms.reply', 'batch.create'],
		IS_GSM,
		`${SEPTETS} + ${CLAUSE} > ${CAPACITY['7bits'].single}`,
	),
	hint(
		`OVHcloud holds marketing SMS back from ${clock(hours.from)} to ${clock(hours.until)}, on Sundays and on public holidays: sent now, this one waits until then.`,
		['sms.send', 'batch.create'],
		IS_MARKETING,
		'!$parameter.options?.sendAt',
		IS_QUIET,
	),
	hint(
		'OVHcloud refuses links through a short number, so the node refuses this text. Take the link out, or choose a validated sender.',
		['sms.send', 'batch.create'],
		'$parameter.senderType === "shortNumber"',
		HAS_LINK,
	),
	hint(
		'The same text goes to the same number once for each input item. Drag fields into "To" or "Message", or switch on "Execute Once" in the settings of the node.',
		['sms.send'],
		'![$rawParameter.to, $rawParameter.message].some((text) => String(text).startsWith("="))',
		'$input.all().length > 1',
	),
];

function hint(message: string, operations: string[], ...conditions: string[]): NodeHint {
	const operation = '$parameter.resource + "." + $parameter.operation';
	const all = [`${JSON.stringify(operations)}.includes(${operation})`, ...conditions];
	return {
		message,
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ ${all.join(' && ')} }}`,
	};
}
