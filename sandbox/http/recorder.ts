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
	/** Counts up from 1. */
	id: number;
}

const LIMIT = 10_000;

/** Remembers the last requests and writes one line about each when it is finished. */
export class Recorder {
	readonly requests: RecordedRequest[] = [];
	/** Told of every request that is finished. */
	readonly listeners = new Set<(record: RecordedRequest) => void>();
	private lastId = 0;

	constructor(
		private readonly now: () => number,
		private readonly log: (line: string) => void,
	) {}

	start(request: Pick<RecordedRequest, 'method' | 'path' | 'rawUrl' | 'headers'>): RecordedRequest {
		this.lastId += 1;
		const at = this.now();
		const record = { ...request, id: this.lastId, at, body: '', verdict: 'received', status: 0 };
		this.requests.push(record);
		if (this.requests.length > LIMIT) this.requests.shift();
		return record;
	}

	finish(record: RecordedRequest, status: number, verdict: string): void {
		record.status = status;
		record.verdict = verdict;
		for (const listener of this.listeners) listener(record);
		this.log(`${record.method} ${record.path} ${status || '---'} ${verdict}`);
	}
}
