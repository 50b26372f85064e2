import type { OvhError } from '../ovh/errors';
import type { ValidRecipient } from '../sms/recipients';
import type { SendItem } from './plan';
import { type Fate, type PartialResult, receiversOf, sendResult, type SendResult } from './report';

/** What is known of an item so far. */
export class Progress<T extends SendItem> {
	readonly fates = new Map<string, Fate>();

	/** Of its requests, as OVHcloud keeps them. */
	readonly tags = new Set<string>();

	/** When it goes out, in seconds since 1970. */
	sendAt?: number;

	error?: unknown;

	/** Why it is not known what became of some receivers. */
	doubt?: OvhError;

	constructor(readonly item: T) {}

	/** The possible numbers, each once. */
	get receivers(): ValidRecipient[] {
		return receiversOf(this.item.recipients);
	}

	/** The receivers that are still to be sent to. */
	get missing(): ValidRecipient[] {
		if (this.error !== undefined) return [];
		return this.receivers.filter(({ receiver }) => !this.fates.has(receiver));
	}

	get isFailed(): boolean {
		return this.error !== undefined || this.doubt !== undefined;
	}

	/** With more than 500 recipients, an item has several requests with tags of their own. */
	get result(): SendResult & { tag: string; tags?: string[] } {
		const { item, fates, tags } = this;
		const [tag = item.message.options.tag ?? ''] = tags;
		return {
			...sendResult(item.recipients, fates),
			tag,
			...(tags.size > 1 && { tags: [...tags] }),
		};
	}

	/** What a failed item tells: those to whom nothing was sent have no fate. */
	get partialResult(): PartialResult {
		const { recipients, totalCreditsRemoved, tag, tags } = this.result;
		const told = recipients.filter(
			({ receiver }) => receiver === undefined || this.fates.has(receiver),
		);
		return { recipients: told, totalCreditsRemoved, tag, ...(tags && { tags }) };
	}
}
