import { createHmac, randomBytes } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { readOptionsOf } from '../../../src/operations/numbers';
import { accountOf } from '../../../src/operations/path';
import type { OperationRun } from '../../../src/operations/run';
import { digest } from '../../../src/sending/journal';
import type { SendItem } from '../../../src/sending/plan';
import { sendCall } from '../../../src/sending/sendRequest';
import { outsideOf } from '../../../src/sms/countries';
import { InputError } from '../../../src/sms/inputError';
import { checkLeftovers } from '../../../src/sms/leftovers';
import { redirectedText, type Redirected } from '../../../src/sms/redirect';
import { measureText } from '../../../src/sms/text';
import { withOverseas } from '../../../src/verification/countries';
import { counts } from '../../../src/verification/counts';
import { codeOf, hashOf, idOf, readId, type Token } from '../../../src/verification/token';
import { messageOf } from '../resources/textOptions';
import {
	checkContact,
	checkParts,
	reachedBy,
	readFrom,
	readRecipients,
	redirectionOf,
} from '../send/checks';
import { wholeBetween } from './numbers';
import { LENGTH, MAX_PER_HOUR, PLACEHOLDER, VALID_MINUTES } from './properties';

/** What the key of ids and codes is derived for. */
export const KEY_PURPOSE = 'one-time codes';

/** A code that may be sent: everything that can be known before is checked. */
export interface PreparedCode extends SendItem {
	id: string;
	token: Token;
	/** Whom it is for, in E.164. */
	receiver: string;
	code: string;
	redirection?: Redirected;
}

/** What an earlier try of this execution has made: no code, and no text with one. */
interface Made {
	id: string;
	template: string;
}

/** Where a code belongs. */
interface Place {
	key: Buffer;
	account: string;
	/** Whom it is for, and whose phone gets it. */
	receiver: string;
	reached: string;
	now: number;
}

/**
 * @param now in milliseconds since 1970
 * @throws InputError naming the parameter
 */
export async function prepareCode(
	run: OperationRun,
	item: number,
	now: number,
): Promise<PreparedCode> {
	const options = run.collection('options', item);
	const account = accountOf(run, item);
	const receiver = await readReceiver(run, item, options);
	const key = run.keyFor(KEY_PURPOSE);
	const validMinutes = wholeBetween(VALID_MINUTES, options);
	const fresh = (): Token => ({
		nonce: randomBytes(16).toString('base64url'),
		receiver: hashOf(key, receiver.receiver),
		expiresAt: now + validMinutes * 60_000,
		length: wholeBetween(LENGTH, options),
	});
	const redirection = redirectionOf(run, [receiver]);
	const place = {
		key,
		account,
		receiver: receiver.receiver,
		reached: redirection?.redirectedTo ?? receiver.receiver,
		now,
	};
	const { id, template } = made(run, item, place, () => ({
		id: idOf(key, fresh()),
		template: readTemplate(run, item),
	}));
	const token = readId(key, id) ?? fresh();
	const code = codeOf(key, token);
	const own = template.replaceAll(PLACEHOLDER, code);
	const text = redirection ? redirectedText(own, redirection) : own;
	const from = readFrom(run, item);
	checkContact(from, text);
	checkParts(measureText(text, { stopClause: false }), undefined);
	const message: SendItem['message'] = {
		from,
		message: text,
		messageType: 'transactional',
		options: { priority: 'high', validityPeriod: validMinutes, tag: tagOf(token) },
	};
	// What the request itself would refuse is better known now.
	sendCall(account, [], message, 0);
	checkHour(options, receiver.receiver, token, now);
	return {
		item,
		account,
		message,
		once: true,
		recipients: reachedBy([receiver], redirection),
		hiddenText: createHmac('sha256', key).update(`text\n${text}`).digest('base64'),
		id,
		token,
		receiver: receiver.receiver,
		code,
		...(redirection && { redirection }),
	};
}

/** The once key of an id, which is the tag of its message. */
function tagOf({ nonce }: Token): string {
	return `code-${digest(nonce)
		.replace(/[^a-z\d]/gi, '0')
		.slice(0, 15)}`;
}

/** Each try sends the same code in the same words, until it has expired. */
function made(
	run: OperationRun,
	item: number,
	{ key, account, receiver, reached, now }: Place,
	make: () => Made,
): Made {
	const what = `code:${receiver}`;
	const contents = () => [digest('code', account, receiver, run.sourceOf(item))];
	const known = run.journal.find({ item, what, contents });
	const before = known && 'done' in known ? (known.done as Made) : undefined;
	if (before && (readId(key, before.id)?.expiresAt ?? 0) > now) return before;
	// Whatever became of the message of a code that has expired.
	run.journal.forget({ item, what: `to:${reached}` });
	const done = make();
	run.journal.keep({ item, what, contents }, { done });
	return done;
}

async function readReceiver(run: OperationRun, item: number, options: IDataObject) {
	const recipients = await readRecipients(run, item, options, true);
	const [first] = recipients;
	if (first?.receiver === undefined || recipients.length > 1) {
		throw new InputError(
			'To',
			`holds ${recipients.length} numbers, and a code is for one`,
			'Nothing was sent. Give one number; use one item for each.',
		);
	}
	checkCountry(run, first.receiver, options);
	return first;
}

/** Whoever fills in a form chooses the number: without countries, a code would go anywhere. */
function checkCountry(run: OperationRun, receiver: string, options: IDataObject): void {
	if ('allowedCountries' in options || run.rules.allowedCountries) return;
	const { defaultCountry } = readOptionsOf(options, run.rules);
	if (!defaultCountry) {
		throw new InputError(
			'Allowed Countries',
			'is not set, so that a code could be sent to any country at your cost',
			'Nothing was sent. Add the option "Allowed Countries", or set "Allowed Countries" or "Default Country" in the credential.',
		);
	}
	const rule = 'the default country, with its overseas territories,';
	const what = outsideOf(withOverseas(defaultCountry), [receiver], rule);
	if (!what) return;
	throw new InputError(
		'To',
		what,
		'Nothing was sent for this item. To send codes there, name the country in the option "Allowed Countries".',
	);
}

function readTemplate(run: OperationRun, item: number): string {
	const template = messageOf(run, item);
	checkLeftovers(template);
	if (template.includes(PLACEHOLDER)) return template;
	throw new InputError(
		'Message',
		`does not hold ${PLACEHOLDER}, where the code is to stand`,
		`Nothing was sent. Write it where the code belongs, such as "Your code is ${PLACEHOLDER}".`,
	);
}

function checkHour(options: IDataObject, receiver: string, { nonce }: Token, now: number): void {
	const most = wholeBetween(MAX_PER_HOUR, options);
	if (counts.sentBeside(receiver, nonce, now) < most) return counts.note(receiver, nonce, now);
	throw new InputError(
		'To',
		`holds ${receiver}, which got ${most} codes within the last hour, as many as "Max per Hour" allows`,
		'Nothing was sent for this item. Wait, or raise the option.',
	);
}
