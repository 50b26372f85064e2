import { OvhError } from '../errors';
import { accountOf, partOf, type Context } from './context';

/** What a look-up of one number costs. */
export const LOOK_UP_CREDITS = 0.1;

/** Takes credits of the account, or of the API user in the path; refuses when they do not suffice. */
export function takeCredits(context: Context, credits: number): void {
	const { name } = accountOf(context).details;
	const { user = null } = partOf(context);
	if (credits > context.state.creditsOf(name, user)) {
		throw new OvhError(context.settings.noCreditStatus, 'You do not have enough credits');
	}
	context.state.addCredits(name, -credits, user);
}
