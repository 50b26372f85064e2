import { badRequest, conflict, forbidden } from '../errors';
import type { Sender } from '../state/types';
import { applyChanges } from './changes';
import { accountOf, type Context, type Handlers } from './context';
import { senderOf } from './senderDocuments';

/** The code that OVHcloud would send to the owner of a number, or by e-mail to that of a domain. */
export const VALIDATION_CODE = '123456';

/**
 * What OVHcloud's own front end lets through (ovh/manager, modules/sms, senders; read in November
 * 2026); at most 11 characters, from its guides.
 */
const ALPHANUMERIC = /^[\w\s\-.,&+]{1,11}$/;
const NUMBER = /^\+[1-9]\d{6,14}$/;
const ONLY_DIGITS = /^\d+$/;

const SENDERS = '/sms/{serviceName}/senders';

export const senderHandlers: Handlers = {
	[`GET ${SENDERS}`]: (context) => [...accountOf(context).senders.keys()],
	[`POST ${SENDERS}`]: (context) => createSender(context),
	[`GET ${SENDERS}/{sender}`]: (context) => senderOf(context),
	[`PUT ${SENDERS}/{sender}`]: (context) => changeSender(context),
	[`DELETE ${SENDERS}/{sender}`]: (context) => {
		const { sender } = senderOf(context);
		accountOf(context).senders.delete(sender);
		accountOf(context).senderDocuments.delete(sender);
	},
	[`POST ${SENDERS}/{sender}/validate`]: (context) => validateSender(context),

	'GET /sms/{serviceName}/sendersAvailableForValidation': (context) =>
		accountOf(context).sendersAvailable.filter(
			({ referer }) => context.query.referer === undefined || referer === context.query.referer,
		),
};

function createSender(context: Context): string {
	const {
		sender,
		description = '',
		reason = '',
	} = context.body as { sender: string; description?: string; reason?: string };
	if (context.state.quirks.reasonNeeded && reason === '')
		throw badRequest('Please provide a reason');
	const account = accountOf(context);
	const available = account.sendersAvailable.find((candidate) => candidate.sender === sender);
	if (!available && !isSenderName(sender)) {
		throw badRequest(
			'[sender] A sender has 1 to 11 letters and digits and is no bare number, or it is a number with +',
		);
	}
	if (account.senders.has(sender)) throw conflict(`Sender ${sender} already exists`);
	context.state.addSender(account.details.name, {
		sender,
		description,
		referer: available ? (available.referer === 'domain' ? 'domain' : 'nic') : 'custom',
		status: 'waitingValidation',
		// Where the code was sent; only names that OVHcloud knows get one.
		validationMedia: available ? available.sender : null,
	});
	return sender;
}

function isSenderName(sender: string): boolean {
	return NUMBER.test(sender) || (ALPHANUMERIC.test(sender) && !ONLY_DIGITS.test(sender));
}

function changeSender(context: Context): void {
	const sender = senderOf(context);
	const { status } = context.body as Partial<Sender>;
	const mayToggle = ['enable', 'disable'];
	// Not documented: the model lets the status be written. It can hardly replace the moderation.
	if (
		status !== undefined &&
		status !== sender.status &&
		!(mayToggle.includes(status) && mayToggle.includes(sender.status))
	) {
		throw forbidden(`The status of sender ${sender.sender} can not be set to ${status}`);
	}
	applyChanges('sms.Sender', sender, context.body);
}

/** Not documented: a sender that a moderator looks at has no code, so that none can be right. */
function validateSender(context: Context): void {
	const sender = senderOf(context);
	const { code } = context.body as { code: string };
	if (sender.status === 'enable') throw conflict(`Sender ${sender.sender} is already validated`);
	if (sender.validationMedia === null || code !== VALIDATION_CODE) {
		throw forbidden('Invalid validation code');
	}
	sender.status = 'enable';
}
