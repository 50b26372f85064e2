import { badRequest } from '../errors';
import { takeCredits } from './charging';
import { ACCOUNT, accountOf, found, type Handlers } from './context';

export const transferHandlers: Handlers = {
	/** Between accounts of the same customer: to him, others do not exist. */
	[`POST ${ACCOUNT}/transferCredits`]: (context) => {
		const { credits, smsAccountTarget } = context.body as {
			credits: number;
			smsAccountTarget: string;
		};
		const { name } = accountOf(context).details;
		found(context.state.accounts.get(smsAccountTarget), 'smsAccountTarget', smsAccountTarget);
		if (smsAccountTarget === name) {
			throw badRequest('[smsAccountTarget] Credits can not be transferred to the same account');
		}
		if (credits <= 0) throw badRequest('[credits] Given data must be positive');
		takeCredits(context, credits);
		context.state.addCredits(smsAccountTarget, credits);
	},
};
