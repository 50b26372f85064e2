/** What a page says. */
export interface Page {
	/** What it is about, in some words. */
	title: string;
	/** The question, as the SMS has it. */
	question?: string;
	/** Who asks whom, and until when. */
	details?: string[];
	/** What went wrong with an answer. */
	problem?: string;
	/** What is sent back with the form: buttons, or a field. */
	form?: { buttons: Array<{ label: string; value: string }> };
}

/** Names of what the form sends. */
export const ANSWER = 'answer';
export const TEXT = 'text';

/** The longest text that is taken. */
export const LONGEST_TEXT = 2000;

const STYLE = `
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--quiet:#595959;--line:#8a8a8a;--main:#0b4fa8;--on-main:#fff;--bad:#a80f0f}
@media(prefers-color-scheme:dark){:root{--ink:#f0f0f0;--paper:#16181c;--quiet:#b3b3b3;--line:#85888f;--main:#8ab8ff;--on-main:#0a1a30;--bad:#ff9d9d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.1rem;margin:0 0 1rem}
.question{white-space:pre-wrap;margin:0 0 1rem;padding:1rem;border:1px solid var(--line);border-radius:.5rem}
.details{color:var(--quiet);font-size:1rem;margin:0 0 1rem}
.problem{color:var(--bad);font-weight:600}
label{display:block;font-weight:600;margin-bottom:.25rem}
textarea{width:100%;min-height:7rem;padding:.75rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.5rem}
button{display:block;width:100%;min-height:44px;margin:.75rem 0 0;padding:.6rem 1rem;font:inherit;font-weight:600;border-radius:.5rem;border:2px solid var(--main);background:var(--main);color:var(--on-main);cursor:pointer}
button+button{background:transparent;color:var(--main)}
:focus-visible{outline:3px solid var(--main);outline-offset:3px}
`.replaceAll('\n', '');

/** Nothing but the page itself: no script, no address; a form that goes back where it came from. */
export const HEADERS: Record<string, string> = {
	'Content-Type': 'text/html; charset=utf-8',
	'Content-Security-Policy':
		"sandbox allow-forms; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Robots-Tag': 'noindex, nofollow',
};

/** A whole page in HTML, which needs no script. */
export function render({ title, question, details = [], problem, form }: Page): string {
	return [
		'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width,initial-scale=1">',
		`<title>${escape(title)}</title><style>${STYLE}</style></head><body><main>`,
		`<h1>${escape(title)}</h1>`,
		question === undefined
			? ''
			: `<p class="question" id="question" lang="">${escape(question)}</p>`,
		...details.map((detail) => `<p class="details">${escape(detail)}</p>`),
		problem === undefined ? '' : `<p class="problem" role="alert">${escape(problem)}</p>`,
		form ? renderForm(form) : '',
		'</main></body></html>',
	].join('');
}

function renderForm({ buttons }: NonNullable<Page['form']>): string {
	const field =
		`<label for="${TEXT}">Your answer</label>` +
		`<textarea id="${TEXT}" name="${TEXT}" required maxlength="${LONGEST_TEXT}" aria-describedby="question"></textarea>` +
		'<button>Send</button>';
	const choices = buttons.map(
		({ label, value }) =>
			`<button name="${ANSWER}" value="${escape(value)}" aria-describedby="question">${escape(label)}</button>`,
	);
	return `<form method="post">${buttons.length > 0 ? choices.join('') : field}</form>`;
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
