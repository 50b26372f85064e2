import { readReceiver, roundCredits } from '../state/numbers';
import type { LookUp } from '../state/lookUps';
import { taskStatus } from '../state/tasks';
import { ovhDatetime } from '../state/time';
import { LOOK_UP_CREDITS, takeCredits } from './charging';
import {
	ACCOUNT,
	accountOf,
	found,
	messageOf,
	NUMBER,
	under,
	USER,
	type Context,
	type Handlers,
} from './context';
import { tagOf } from './origin';
import { requestedNumbers } from './sending';

const HLR = `${ACCOUNT}/hlr`;

export const hlrHandlers: Handlers = {
	[`GET ${HLR}`]: (context) => [...accountOf(context).lookUps.keys()],
	[`POST ${HLR}`]: (context) => lookUp(context),
	[`GET ${HLR}/{id}`]: (context) => lookUpObject(context, lookUpOf(context)),
	[`GET ${HLR}/{id}/operator`]: (context) => {
		const { id, msisdn, status } = lookUpObject(context, lookUpOf(context));
		// Not documented: before the look-up is done there is nothing to tell.
		return found(
			status === 'done' ? context.state.lookUps.operatorOf(msisdn) : undefined,
			'id',
			id,
		);
	},
	...under([ACCOUNT, USER, NUMBER], {
		'GET /outgoing/{id}/hlr': (context) =>
			context.state.lookUps.operatorOf(messageOf(context, 'sent').sms.receiver),
	}),
};

/** Starts a look-up of each number. @returns model `sms.SmsSendingReport` */
async function lookUp(context: Context) {
	const { state, settings } = context;
	const account = accountOf(context);
	const numbers = await requestedNumbers(context);
	const valid = numbers.filter((number) => readReceiver(number) !== undefined);
	const total = roundCredits(valid.length * LOOK_UP_CREDITS);
	takeCredits(context, total);
	const started = valid.map((number) => ({
		id: state.lookUps.nextId(),
		msisdn: readReceiver(number) ?? number,
		datetime: ovhDatetime(state.serverNow()),
		startedAt: settings.now(),
	}));
	for (const one of started) account.lookUps.set(one.id, one);
	return {
		ids: started.map(({ id }) => id),
		invalidReceivers: numbers.filter((number) => !valid.includes(number)),
		tag: tagOf(context, undefined),
		totalCreditsRemoved: total,
		validReceivers: started.map(({ msisdn }) => msisdn),
	};
}

function lookUpOf(context: Context): LookUp {
	const id = Number(context.params.id);
	return found(accountOf(context).lookUps.get(id), 'id', id);
}

/** Model `sms.HlrLookupNumber`; nothing is known of a number before the look-up is done. */
function lookUpObject({ state, settings }: Context, { id, msisdn, datetime, startedAt }: LookUp) {
	const task = taskStatus(startedAt, settings.now(), settings.taskDelayMs);
	const { status, ...result } = state.lookUps.resultOf(msisdn);
	const known = task === 'done' && status === 'done';
	return {
		datetime,
		id,
		msisdn,
		operatorCode: known ? result.operatorCode : '',
		ported: known && result.ported,
		reachable: known && result.reachable,
		roaming: known && result.roaming,
		status: task === 'done' ? status : task,
		valid: known && result.valid,
	};
}
