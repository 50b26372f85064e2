import { forbidden } from '../errors';
import { ACCOUNT, accountOf, type Context, type Handlers } from './context';

export const smppHandlers: Handlers = {
	[`GET ${ACCOUNT}/smpp/allowedIPs`]: (context) => smppOf(context).allowedIPs,
	[`PUT ${ACCOUNT}/smpp/allowedIPs`]: (context) => {
		const smpp = smppOf(context);
		const { action, ips = [] } = context.body as { action?: 'add' | 'remove'; ips?: string[] };
		const kept = smpp.allowedIPs.filter((ip) => !ips.includes(ip));
		smpp.allowedIPs = action === 'remove' ? kept : [...kept, ...ips];
		return smpp.allowedIPs;
	},
	// The new password goes to the customer by e-mail.
	[`POST ${ACCOUNT}/smpp/password`]: (context) => {
		smppOf(context).passwordRenewals += 1;
	},
	[`GET ${ACCOUNT}/smpp/settings`]: (context) => {
		smppOf(context);
		return {
			endpoints: [{ secured: 'smpp.example.org:2776', unsecured: 'smpp.example.org:2775' }],
			status: 'SUCCESS',
			systemID: accountOf(context).details.name,
			throughput: 10,
			windowing: 10,
		};
	},
};

/** Not documented: what an account without SMPP answers. */
function smppOf(context: Context) {
	const { details, smpp } = accountOf(context);
	if (!details.smpp) throw forbidden(`The account ${details.name} can not be used for SMPP`);
	return smpp;
}
