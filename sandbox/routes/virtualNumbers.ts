import type { VirtualNumber } from '../state/types';
import { accountOf, found, type Context, type Handlers } from './context';
import { deleteIncoming, filteredIncoming, incomingObject } from './incoming';
import { cancelJob, jobFields, pendingJob, pendingJobs } from './jobs';
import { filteredOutgoing, oneOutgoing, outgoingObject } from './outgoing';
import { sendFromVirtualNumber } from './sending';

const PREFIX = '/sms/{serviceName}/virtualNumbers';
const NUMBER = `${PREFIX}/{number}`;

export const virtualNumberHandlers: Handlers = {
	'GET /sms/virtualNumbers': (context) => allNumbers(context).map(({ number }) => number),
	'GET /sms/virtualNumbers/{number}': (context) => {
		const { number } = context.params;
		const known = allNumbers(context).find((candidate) => candidate.number === number);
		return { ...found(known, 'number', number), iam: null };
	},

	[`GET ${PREFIX}`]: (context) => [...accountOf(context).virtualNumbers.keys()],
	[`GET ${NUMBER}`]: (context) => virtualNumber(context),

	[`GET ${NUMBER}/jobs`]: (context) =>
		pendingJobs(context, virtualNumber(context).number).map(({ sms }) => sms.id),
	[`POST ${NUMBER}/jobs`]: (context) =>
		sendFromVirtualNumber(context, virtualNumber(context).number),
	[`GET ${NUMBER}/jobs/{id}`]: (context) =>
		jobFields(pendingJob(context, virtualNumber(context).number)),
	[`DELETE ${NUMBER}/jobs/{id}`]: (context) => cancelJob(context, virtualNumber(context).number),

	[`GET ${NUMBER}/outgoing`]: (context) => filteredOutgoing(context, virtualNumber(context).number),
	[`GET ${NUMBER}/outgoing/{id}`]: (context) =>
		outgoingObject(oneOutgoing(context, virtualNumber(context).number)),

	[`GET ${NUMBER}/incoming`]: (context) => filteredIncoming(context, virtualNumber(context).number),
	[`GET ${NUMBER}/incoming/{id}`]: (context) =>
		incomingObject(context, virtualNumber(context).number),
	[`DELETE ${NUMBER}/incoming/{id}`]: (context) =>
		deleteIncoming(context, virtualNumber(context).number),
};

function virtualNumber(context: Context): VirtualNumber {
	const { number } = context.params;
	return found(accountOf(context).virtualNumbers.get(number), 'number', number);
}

function allNumbers({ state }: Context): VirtualNumber[] {
	return [...state.accounts.values()].flatMap(({ virtualNumbers }) => [...virtualNumbers.values()]);
}
