import type { Resource } from '../../../src/operations/operation';
import { send } from '../send/send';
import { sendAndWait } from '../wait/sendAndWait';
import { estimate } from './estimate';

export const sms: Resource = {
	value: 'sms',
	name: 'SMS',
	operations: [send, sendAndWait, estimate],
};
