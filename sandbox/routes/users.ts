import { badRequest, conflict } from '../errors';
import { roundCredits } from '../state/numbers';
import { noCredit } from '../state/quirks';
import { countQuotas, hasQuota, type User } from '../state/users';
import { applyChanges } from './changes';
import { ACCOUNT, accountOf, USER, userOf, type Context, type Handlers } from './context';

/** From OVHcloud's guide and front end: eight letters, digits or underscores. */
const PASSWORD = /^\w{8}$/;
const LOGIN_LENGTH = 40;
const IP_RESTRICTIONS = 5;

export const userHandlers: Handlers = {
	[`GET ${ACCOUNT}/users`]: (context) => [...accountOf(context).users.keys()],
	[`POST ${ACCOUNT}/users`]: (context) => {
		const { login, password } = context.body as User;
		const { users, details } = accountOf(context);
		if (login === '' || login.length > LOGIN_LENGTH) {
			throw badRequest(`[login] A login has 1 to ${LOGIN_LENGTH} characters`);
		}
		if (users.has(login)) throw conflict(`User ${login} already exists`);
		checkPassword(password);
		context.state.addUser(details.name, login, password);
	},
	[`GET ${USER}`]: (context) => userOf(context).details,
	[`PUT ${USER}`]: (context) => changeUser(context),
	[`DELETE ${USER}`]: (context) => {
		const user = userOf(context);
		setQuota(context, { quotaStatus: 'inactive' });
		accountOf(context).users.delete(user.details.login);
	},
};

function checkPassword(password: string): void {
	if (!PASSWORD.test(password)) {
		throw badRequest('[password] The password must contain 8 alphanumeric characters');
	}
}

function changeUser(context: Context): void {
	const body = context.body as Partial<User>;
	const { quotaInformations, ...rest } = body;
	if (rest.password !== undefined) checkPassword(rest.password);
	if ((rest.ipRestrictions?.length ?? 0) > IP_RESTRICTIONS) {
		throw badRequest(`[ipRestrictions] At most ${IP_RESTRICTIONS} addresses`);
	}
	if (quotaInformations) setQuota(context, quotaInformations);
	applyChanges('sms.User', userOf(context).details, rest);
}

/** "Assigning a quota to an API user will reduce the total credit of an SMS account by an equal amount." */
function setQuota(context: Context, change: Partial<User['quotaInformations']>): void {
	const account = accountOf(context);
	const user = userOf(context);
	const quota = { ...user.details.quotaInformations, ...change };
	if (quota.quotaStatus === 'inactive') quota.quotaLeft = 0;
	if (quota.quotaLeft < 0) throw badRequest('[quotaInformations.quotaLeft] Must not be negative');
	const before = hasQuota(user) ? user.details.quotaInformations.quotaLeft : 0;
	const taken = roundCredits(quota.quotaLeft - before);
	if (taken > account.details.creditsLeft) {
		throw noCredit(context.state.quirks, account.details.creditsLeft);
	}
	context.state.addCredits(account.details.name, -taken);
	user.details.quotaInformations = quota;
	countQuotas(account);
}
