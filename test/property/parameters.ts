import fc from 'fast-check';
import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../src/operations/operation';
import { byId } from '../helpers/workflows';

/** Parameters that cannot be any text. */
const KNOWN: Record<string, unknown> = {
	account: byId('sms-xx12345-1'),
	sender: byId('BOUTIQUE'),
	number: byId('+33612345678'),
	virtualNumber: byId('+33700000001'),
	to: '={{ $json.to }}',
	message: 'Hello',
	limit: 50,
	returnAll: true,
	concurrentRequests: 5,
	timeout: 5,
};

/** Values that a user could have given to a parameter. */
function valueOf(property: INodeProperties): fc.Arbitrary<unknown> {
	const { name, type, default: usual, options = [] } = property;
	if (type === 'collection') {
		return fc
			.subarray(options as INodeProperties[], { maxLength: Math.min(3, options.length) })
			.chain((chosen) => fc.record(recordOf(chosen)));
	}
	if (type === 'boolean') return fc.boolean();
	if (name in KNOWN && !(name === 'sender' && type === 'string')) return fc.constant(KNOWN[name]);
	if (type === 'resourceLocator') return fc.constant(byId('1'));
	if (type === 'options') {
		return fc.constantFrom(
			...options.flatMap((option) => ('value' in option ? [option.value] : [])),
		);
	}
	if (type === 'dateTime') return fc.constant('2090-01-01T10:00:00Z');
	if (type === 'number') return fc.constant(Number(usual) || 1);
	return fc.constantFrom('shop', 'é');
}

function recordOf(properties: INodeProperties[]): Record<string, fc.Arbitrary<unknown>> {
	return Object.fromEntries(properties.map((property) => [property.name, valueOf(property)]));
}

/** Parameters of an operation, with some of its options. */
export function parametersOf(operation: Operation): fc.Arbitrary<Record<string, unknown>> {
	return fc.record(recordOf(operation.properties));
}
