import type { Resource } from '../../../src/operations/operation';
import { check } from '../verification/check';
import { send } from '../verification/send';

export const verification: Resource = {
	value: 'verification',
	name: 'One-Time Code',
	operations: [send, check],
};
