/**
 * Which of OVHcloud's two error bodies the authentication layer answers with: the older one (quoted
 * until February 2024, Posh-ACME#537), or the newer one (since August 2024, acme.sh#5269).
 */
export type ErrorShape = 'errorCode' | 'class';

export interface SandboxOptions {
	/** Port to listen on; 0 (default) lets the system choose. */
	port?: number;
	host?: '127.0.0.1';
	/** Milliseconds since 1970; the clock that everything in the sandbox follows. */
	now?: () => number;
	/** Milliseconds between sending and the final delivery state. Default 0. */
	deliveryDelayMs?: number;
	/**
	 * Milliseconds that even a message without `differedPeriod` stays a pending job. How long it does at
	 * OVHcloud is not published; default 3,000, so that nothing relies on finding it sent at once.
	 */
	sendingDelayMs?: number;
	/** Milliseconds after acceptance before a message, or a batch, shows in the lists. Default 0. */
	visibleAfterMs?: number;
	/**
	 * Milliseconds that an asynchronous task takes: look-up, cleaning of a list, export, import.
	 * Default 0.
	 */
	taskDelayMs?: number;
	/** Milliseconds that a batch stays in each of its states before COMPLETED. Default 0. */
	batchStepMs?: number;
	/** Default `errorCode`, the older of the two shapes. */
	errorShape?: ErrorShape;
	/**
	 * How far a request's timestamp may be off; OVHcloud's window is not published, and eight minutes
	 * are too much (Posh-ACME#162). Default 180.
	 */
	timestampWindowSeconds?: number;
	/** PEM key and certificate; when given, the sandbox speaks HTTPS. */
	https?: { key: string; cert: string };
	/**
	 * The page of n8n's execution that was under way at a moment (milliseconds since 1970), if any; the
	 * phone page leads there.
	 */
	executionAt?: (at: number) => Promise<string | undefined>;
	/** Receives one readable line per request. It never holds a key or a signature. */
	log?: (line: string) => void;
}

type Optional = 'https' | 'executionAt';

export type Settings = Required<Omit<SandboxOptions, Optional>> & Pick<SandboxOptions, Optional>;

export function settingsFrom(options: SandboxOptions): Settings {
	return {
		port: options.port ?? 0,
		host: options.host ?? '127.0.0.1',
		now: options.now ?? Date.now,
		deliveryDelayMs: options.deliveryDelayMs ?? 0,
		sendingDelayMs: options.sendingDelayMs ?? 3000,
		visibleAfterMs: options.visibleAfterMs ?? 0,
		taskDelayMs: options.taskDelayMs ?? 0,
		batchStepMs: options.batchStepMs ?? 0,
		errorShape: options.errorShape ?? 'errorCode',
		timestampWindowSeconds: options.timestampWindowSeconds ?? 180,
		https: options.https,
		executionAt: options.executionAt,
		log: options.log ?? (() => undefined),
	};
}
