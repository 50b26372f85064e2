import { randomUUID } from 'node:crypto';
import type { Storage } from './storage';
import { ovhDatetime } from './time';

export interface Tag {
	key: string;
	value: string;
}

/** Model `nichandle.document.Document` without what its file says. */
export interface Document {
	creationDate: string;
	expirationDate: string | null;
	id: string;
	name: string;
	tags: Tag[];
	validationDate: string | null;
}

/** The customer's documents (`/me/document`): uploads for receiver lists, exports of the history. */
export class Documents {
	private readonly all = new Map<string, Document>();

	constructor(
		private readonly storage: Storage,
		private readonly serverNow: () => number,
	) {}

	/** A new document without content. */
	create(name: string, tags: Tag[] = []): Document {
		const document: Document = {
			creationDate: ovhDatetime(this.serverNow()),
			expirationDate: null,
			id: randomUUID(),
			name,
			tags,
			validationDate: null,
		};
		this.all.set(document.id, document);
		return document;
	}

	/** A new document with content, which shows after `afterMs` and then takes `growsMs` to be whole. */
	createWith(name: string, text: string, afterMs: number, growsMs = 0): Document {
		const document = this.create(name);
		this.storage.write(document.id, Buffer.from(text), afterMs, growsMs);
		return document;
	}

	ids(): string[] {
		this.dropExpired();
		return [...this.all.keys()];
	}

	find(id: string): Document | undefined {
		this.dropExpired();
		return this.all.get(id);
	}

	remove(id: string): void {
		this.all.delete(id);
		this.storage.remove(id);
	}

	private dropExpired(): void {
		for (const { id, expirationDate } of this.all.values()) {
			if (expirationDate !== null && Date.parse(expirationDate) <= this.serverNow()) {
				this.remove(id);
			}
		}
	}
}
