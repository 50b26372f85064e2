/** One received request, as tests look at it. Headers hold keys and signatures: never print them. */
export interface RecordedRequest {
	/** Milliseconds on the sandbox's clock. */
	at: number;
	method: string;
	/** Below the base path, without query: `/sms/sms-xx12345-1/jobs`. */
	path: string;
	/** The request target exactly as received. */
	rawUrl: string;
	headers: Record<string, string | string[] | undefined>;
	/** The body as text; '' when there is none. */
	body: string;
	/** `accepted…`, `refused: …` or `fault: …`. */
	verdict: string;
	/** HTTP status of the answer; 0 when none was given. */
	status: number;
}

const LIMIT = 10_000;

/** Remembers the last requests and writes one line about each when it is finished. */
export class Recorder {
	readonly requests: RecordedRequest[] = [];

	constructor(
		private readonly now: () => number,
		private readonly log: (line: string) => void,
	) {}

	start(request: Pick<RecordedRequest, 'method' | 'path' | 'rawUrl' | 'headers'>): RecordedRequest {
		const record = { ...request, at: this.now(), body: '', verdict: 'received', status: 0 };
		this.requests.push(record);
		if (this.requests.length > LIMIT) this.requests.shift();
		return record;
	}

	finish(record: RecordedRequest, status: number, verdict: string): void {
		record.status = status;
		record.verdict = verdict;
		this.log(`${record.method} ${record.path} ${status || '---'} ${verdict}`);
	}
}
