import type { Resource } from '../../../src/operations/operation';
import { send } from '../send/send';
import { estimate } from './estimate';

export const sms: Resource = { value: 'sms', name: 'SMS', operations: [send, estimate] };
