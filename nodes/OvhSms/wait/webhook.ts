import type {
	IDataObject,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { DateTime } from 'luxon';

import { parseWhich, WHICH } from './address';
import { cancelReminders } from './cancel';
import { type Kept, readKept } from './kept';
import { ANSWER, HEADERS, LONGEST_TEXT, type Page, render, TEXT } from './page';

const WEBHOOK = {
	name: 'default',
	responseMode: 'onReceived',
	// n8n answers with the page that the webhook gives, and with nothing of the answer's data.
	responseData: '',
	path: '={{ $nodeId }}',
	restartWebhook: true,
	isFullPath: true,
} as const;

/** GET shows the page and changes nothing: link previews open it, too. Only POST answers. */
export const WAIT_WEBHOOKS: IWebhookDescription[] = [
	{ ...WEBHOOK, httpMethod: 'GET' },
	{ ...WEBHOOK, httpMethod: 'POST' },
];

/** An answer of a recipient. */
interface Answer {
	approved?: boolean;
	text: string;
}

/**
 * A call to the address of a question, whose signature n8n has checked. n8n would have the execution
 * go on with whatever is thrown here, as if it was an answer.
 */
export async function answerQuestion(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await respond(context);
	} catch {
		return show(context, 500, {
			title: 'This did not work',
			details: ['Your answer was not taken. Please try again in a minute.'],
		});
	}
}

async function respond(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const kept = readKept(context);
	const which = parseWhich((context.getQueryData() as IDataObject)[WHICH]);
	const responder = which && kept?.recipients[which.recipient];
	if (!kept || !responder || which.question !== kept.id) {
		return show(context, 410, {
			title: 'Already answered',
			details: ['This question is over: it was answered, or it is not asked any more.'],
		});
	}
	const { until } = kept;
	if (until !== undefined && Date.now() >= until) {
		return show(context, 410, {
			title: 'Too late',
			question: kept.text,
			details: [`This question could be answered until ${momentOf(context, until)}.`],
		});
	}
	const isPost = context.getRequestObject().method === 'POST';
	const page = questionPage(context, kept, responder);
	if (!isPost) return show(context, 200, page);
	const answer = readAnswer(kept, fieldsOf(context.getBodyData()));
	if (typeof answer === 'string') return show(context, 400, { ...page, problem: answer });
	await cancelReminders(context, kept.reminders);
	setHeaders(context);
	const respondedAt = new Date().toISOString();
	const data = { ...answer, respondedAt, by: 'link', responder };
	return {
		webhookResponse: render({
			title: 'Thank you',
			question: kept.text,
			details: [`Your answer: ${answer.text}`, 'This page can be closed now.'],
		}),
		workflowData: [[{ json: { data }, pairedItem: { item: 0 } }]],
	};
}

/** The fields of a form; whatever else a body is, it has none. */
function fieldsOf(body: unknown): IDataObject {
	return typeof body === 'object' && body !== null ? (body as IDataObject) : {};
}

/** What the form has sent, or what is wrong with it. */
function readAnswer({ buttons }: Kept, body: IDataObject): Answer | string {
	if (buttons.length === 0) {
		const text = typeof body[TEXT] === 'string' ? body[TEXT].trim() : '';
		if (text === '') return 'Please write an answer.';
		return text.length > LONGEST_TEXT ? `Please write up to ${LONGEST_TEXT} characters.` : { text };
	}
	const button = buttons.find(({ approved }) => String(approved) === body[ANSWER]);
	return button ? { approved: button.approved, text: button.label } : 'Please choose a button.';
}

function questionPage(context: IWebhookFunctions, kept: Kept, responder: string): Page {
	const { from, until, buttons } = kept;
	return {
		title: `Question from ${from}`,
		question: kept.text,
		details: [
			`For the phone ${masked(responder)}`,
			...(until === undefined ? [] : [`Can be answered until ${momentOf(context, until)}`]),
		],
		form: {
			buttons: buttons.map(({ label, approved }) => ({ label, value: String(approved) })),
		},
	};
}

/** Enough for its owner to know it by. */
function masked(number: string): string {
	return `${number.slice(0, 3)} … ${number.slice(-4)}`;
}

function momentOf(context: IWebhookFunctions, moment: number): string {
	const zone = context.getTimezone();
	const local = DateTime.fromMillis(moment, { zone, locale: 'en-GB' });
	return `${local.toFormat('d LLLL yyyy, HH:mm')} (${zone})`;
}

function setHeaders(context: IWebhookFunctions): void {
	const response = context.getResponseObject();
	for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
}

/** A page that changes nothing: the execution goes on waiting. */
function show(context: IWebhookFunctions, status: number, page: Page): IWebhookResponseData {
	setHeaders(context);
	context.getResponseObject().status(status).end(render(page));
	return { noWebhookResponse: true };
}
