import type { Resource } from '../../../operations/operation';
import { send } from './send';

export const sms: Resource = { value: 'sms', name: 'SMS', operations: [send] };
