import { refusedBriefly } from '../../../src/sms/numberRefusal';
import type { Recipient } from '../../../src/sms/recipients';
import { amountOf, firstOf } from '../send/amounts';

/** The sentence that tells what is not in a list, and why; empty where all of it is. */
export function leftOut(refused: Recipient[], duplicates: number): string {
	const names = [
		...(duplicates > 0 ? [amountOf(duplicates, 'duplicate')] : []),
		...refusedBriefly(refused),
	];
	return names.length > 0 ? `Left out: ${firstOf(names)}.` : '';
}
