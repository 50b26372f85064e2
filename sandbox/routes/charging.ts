import { noCredit } from '../state/quirks';
import { accountOf, partOf, type Context } from './context';

/** What a look-up of one number costs. */
export const LOOK_UP_CREDITS = 0.1;

/** Takes credits of the account, or of the API user in the path; refuses when they do not suffice. */
export function takeCredits(context: Context, credits: number): void {
	const { name } = accountOf(context).details;
	const { user = null } = partOf(context);
	const left = context.state.creditsOf(name, user);
	if (credits > left) throw noCredit(context.state.quirks, left);
	context.state.addCredits(name, -credits, user);
}
