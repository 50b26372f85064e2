import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Where the files lie below the storage's address. */
export const STORAGE_PATH = '/storage/documents';

const URL_LIFETIME_MS = 24 * 60 * 60 * 1000;

interface StoredFile {
	bytes: Buffer;
	/** Milliseconds on the sandbox's clock: before, the file counts as empty. */
	readyAt: number;
	/** Milliseconds that it takes from there to all of its bytes. */
	growsMs: number;
}

/**
 * Files behind temporary addresses that need no signature: OVHcloud keeps documents in an object
 * storage on another host, and whoever has a file's `putUrl` or `getUrl` may write or read it.
 */
export class Storage {
	/** Scheme, host and port; known once the storage's server listens. */
	url = '';
	private readonly secret = randomBytes(16);
	private readonly files = new Map<string, StoredFile>();

	/**
	 * @param now milliseconds, the clock that tasks follow
	 * @param serverNow milliseconds, the clock that the server shows
	 */
	constructor(
		private readonly now: () => number,
		private readonly serverNow: () => number,
	) {}

	/** Puts bytes into a file. They show after `afterMs`, as a file that is being made, bit by bit. */
	write(id: string, bytes: Buffer, afterMs = 0, growsMs = 0): void {
		this.files.set(id, { bytes, readyAt: this.now() + afterMs, growsMs });
	}

	/** The bytes of a file; undefined when nothing was written, or not yet. */
	read(id: string): Buffer | undefined {
		const file = this.files.get(id);
		if (!file || this.now() < file.readyAt) return undefined;
		const { bytes, readyAt, growsMs } = file;
		if (this.now() >= readyAt + growsMs) return bytes;
		const share = (this.now() - readyAt) / growsMs;
		return bytes.subarray(0, Math.max(1, Math.floor(bytes.length * share)));
	}

	size(id: string): number {
		return this.read(id)?.length ?? 0;
	}

	remove(id: string): void {
		this.files.delete(id);
	}

	/** The address to which the file's bytes are sent with PUT. */
	putUrl(id: string): string {
		return this.temporaryUrl('PUT', id);
	}

	/** The address from which the file is read with GET. */
	getUrl(id: string): string {
		return this.temporaryUrl('GET', id);
	}

	/** Whether a temporary address is genuine, made for this method, and not too old. */
	permits(method: string, id: string, given: { signature: string; expires: string }): boolean {
		const expected = Buffer.from(this.signature(method, id, given.expires));
		const signature = Buffer.from(given.signature);
		return (
			signature.length === expected.length &&
			timingSafeEqual(signature, expected) &&
			this.serverNow() < Number(given.expires) * 1000
		);
	}

	private temporaryUrl(method: string, id: string): string {
		const expires = String(Math.floor((this.serverNow() + URL_LIFETIME_MS) / 1000));
		const signature = this.signature(method, id, expires);
		return `${this.url}${STORAGE_PATH}/${id}?temp_url_sig=${signature}&temp_url_expires=${expires}`;
	}

	private signature(method: string, id: string, expires: string): string {
		return createHmac('sha1', this.secret).update(`${method}\n${expires}\n${id}`).digest('hex');
	}
}
