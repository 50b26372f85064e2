import type { SendJob } from './questions';

/** A type and not an interface, so that n8n takes it for an item. */
export type Item = {
	json: { to: string; text: string };
};

/** Items with a French mobile number each. */
export function itemsOf({ items, texts }: Pick<SendJob, 'items' | 'texts'>): Item[] {
	return Array.from({ length: items }, (_, index) => ({
		json: {
			to: `+336${10_000_000 + index}`,
			text: texts === 'same' ? 'Your order is ready' : `Your order ${index} is ready`,
		},
	}));
}
