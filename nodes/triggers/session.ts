import { type IDataObject, NodeOperationError } from 'n8n-workflow';

import { type NodeFailure, toNodeError } from '../../src/n8n/errors';
import { connect } from '../../src/n8n/connection';
import type { TriggerContext } from '../../src/n8n/transport';
import type { OvhClient } from '../../src/ovh/client';
import type { Endpoint } from '../../src/ovh/endpoints';
import type { InputError } from '../../src/sms/inputError';
import type { Rules } from '../../src/sms/rules';
import type { EventName } from '../../src/triggers/events';
import type { EventFilters } from '../../src/triggers/filters';
import type { Session } from '../../src/triggers/session';
import { readFilters } from './filters';

/** A trigger's settings, and its way to OVHcloud. */
export interface TriggerSession extends Session {
	endpoint: Endpoint;
	/** What keys of the trigger's own are derived from. */
	secret: string;
	/** A failure as the error that n8n shows. */
	failure: (error: unknown) => NodeFailure;
}

/**
 * Reads a trigger's parameters and credential.
 * @throws NodeOperationError where one of them cannot work
 */
export async function openSession(
	context: TriggerContext,
	isOver = (): boolean => false,
): Promise<TriggerSession> {
	const account = accountOf(context);
	if (!account) {
		throw unusable(context, '"SMS Account" is empty', 'Choose the account in the trigger.');
	}
	const events = new Set(context.getNodeParameter('events', []) as EventName[]);
	if (events.size === 0) {
		throw unusable(context, '"Trigger On" is empty', 'Choose one event or more in the trigger.');
	}
	const { client, endpoint, secret, rules, failure } = await openConnection(context);
	return {
		client,
		endpoint,
		secret,
		account,
		events,
		filters: filtersOf(context, rules),
		finalStatesOnly: finalStatesOnly(context),
		lookBackSeconds: Math.round(number(context, 'options.lookBackHours') * 3600),
		creditThreshold: number(context, 'creditThreshold'),
		simplify: simplifies(context),
		isOver,
		failure: (error) => failure(error, account),
	};
}

/** @throws NodeOperationError for one that cannot be read */
function filtersOf(context: TriggerContext, rules: Rules): EventFilters {
	try {
		return readFilters(context.getNodeParameter('filters', {}) as IDataObject, rules);
	} catch (error) {
		const { message, advice } = error as InputError;
		throw unusable(context, message, advice);
	}
}

/** The way to OVHcloud alone, for when the parameters do not matter any more. */
export async function openConnection(context: TriggerContext): Promise<{
	client: OvhClient;
	endpoint: Endpoint;
	secret: string;
	rules: Rules;
	failure: (error: unknown, account: string) => NodeFailure;
}> {
	const { client, endpoint, secret, rules, errors } = await connect(context);
	const node = context.getNode();
	return {
		client,
		endpoint,
		secret,
		rules,
		failure: (error, account) => toNodeError(error, { node, itemIndex: 0, ...errors, account }),
	};
}

/** An error of the trigger's own, with what to do about it. */
export function unusable(
	context: TriggerContext,
	message: string,
	description: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description });
}

/** Whether reports of SMS that are still on their way are of no interest. */
export function finalStatesOnly(context: TriggerContext): boolean {
	return context.getNodeParameter('options.finalStatesOnly', true) !== false;
}

/** Nodes of version 1 give whole objects. */
function simplifies(context: TriggerContext): boolean {
	const isNewer = context.getNode().typeVersion >= 1.1;
	return isNewer && context.getNodeParameter('simplify', true) === true;
}

function number(context: TriggerContext, name: string): number {
	return Number(context.getNodeParameter(name, 0)) || 0;
}

/** Tells a trigger from all others of this n8n. */
export function nameOf(context: TriggerContext): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}

/** The account that a trigger is to watch; '' where none is chosen. */
export function accountOf(context: TriggerContext): string {
	return String(context.getNodeParameter('account', '', { extractValue: true }) ?? '').trim();
}
