/* eslint-disable @n8n/community-nodes/require-node-api-error */
import type { ApiAnswer, ApiRequest, Transport } from '../../src/ovh/transport';
import { type Anonymizer, MARK } from './anonymizer';

/** One request and its answer, with nothing in it that says who somebody is. */
export interface Exchange {
	request: string;
	/** Status and body, or why there was none. */
	answer: string;
	/** Of the same, one after the other. */
	times: number;
}

/** Characters of a body that a report shows. */
const LONGEST_BODY = 800;

/** Headers that are part of the evidence. */
const HEADERS = /^(x-pagination-\w+|x-ovh-batch|pragma)$/i;

/** Notes what is asked and answered. */
export class Recorder {
	private noted: Exchange[] = [];
	/** Body of the last answer, as it came: for the checks, never for the report. */
	lastBody = '';

	constructor(private readonly anonymizer: Anonymizer) {}

	/** A transport whose exchanges are noted. */
	around(transport: Transport): Transport {
		return async (request) => {
			const asked = this.requestLine(request);
			try {
				const answer = await transport(request);
				this.lastBody = answer.body;
				this.note(asked, this.answerLine(answer));
				return answer;
			} catch (error) {
				this.note(asked, `no answer: ${this.anonymizer.text(String(error))}`);
				throw error;
			}
		};
	}

	/** What was noted since the last time. */
	take(): Exchange[] {
		const taken = this.noted;
		this.noted = [];
		return taken;
	}

	private note(request: string, answer: string): void {
		const last = this.noted.at(-1);
		if (last?.request === request && last.answer === answer) last.times += 1;
		else this.noted.push({ request, answer, times: 1 });
	}

	private requestLine({ method, url, headers, body, signed }: ApiRequest): string {
		const { pathname, searchParams } = new URL(url);
		const isStorage = !signed && !pathname.endsWith('/auth/time');
		const query = [...searchParams].map(([name, value]) => `${name}=${shownValue(name, value)}`);
		const address = `${decoded(pathname)}${query.length ? `?${query.join('&')}` : ''}`;
		const path = isStorage ? '‹file in the storage›' : address;
		const shown = Object.entries(headers).filter(([name]) => HEADERS.test(name));
		const withHeaders = shown.map(([name, value]) => ` ${name}: ${value}`).join('');
		const sent = typeof body === 'string' && signed ? ` ${this.body(body)}` : '';
		return `${method} ${this.anonymizer.text(path)}${withHeaders}${sent}`;
	}

	private answerLine({ status, headers, body }: ApiAnswer): string {
		const shown = Object.entries(headers).filter(([name]) => /^x-pagination-/.test(name));
		const withHeaders = shown.map(([name, value]) => ` ${name}: ${value}`).join('');
		return `${status}${withHeaders} ${this.body(body)}`;
	}

	private body(text: string): string {
		let shown: string;
		try {
			shown = JSON.stringify(this.anonymizer.json(JSON.parse(text)));
		} catch {
			shown = text === '' ? '' : `‹no JSON, ${text.length} characters›`;
		}
		return shown.length > LONGEST_BODY ? `${shown.slice(0, LONGEST_BODY)}…` : shown;
	}
}

/** A tag of somebody is theirs. */
function shownValue(name: string, value: string): string {
	const isOwn = value.toLowerCase().startsWith(MARK);
	return name !== 'tag' || isOwn ? value : `‹text of ${value.length} characters›`;
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
