/** What OVHcloud's authentication layer refuses, in the order in which it checks. */
export type AuthRefusal =
	| 'applicationKey'
	| 'clock'
	| 'consumerKey'
	| 'consumerKeyState'
	| 'signature'
	| 'right'
	| 'iam';

interface RefusalWording {
	/** `errorCode` of the older body shape, where it means just this. */
	code?: string;
	/** Known `message` texts; the newer body shape has no code. */
	messages: string[];
}

/**
 * Both body shapes exist, with and without `errorCode`, so a refusal is known by either.
 * Sources: tests of ovh/php-ovh and ovh/python-ovh, issues quoted in their trackers.
 */
export const AUTH_REFUSALS: Record<AuthRefusal, RefusalWording> = {
	applicationKey: {
		code: 'INVALID_KEY',
		messages: [
			'Invalid application key',
			'This application key is invalid',
			'This application key is not valid',
		],
	},
	clock: { code: 'QUERY_TIME_OUT', messages: ['Query out of time'] },
	consumerKey: { code: 'NOT_CREDENTIAL', messages: ['This credential does not exist'] },
	consumerKeyState: { code: 'INVALID_CREDENTIAL', messages: ['This credential is not valid'] },
	signature: { code: 'INVALID_SIGNATURE', messages: ['Invalid signature'] },
	right: { code: 'NOT_GRANTED_CALL', messages: ['This call has not been granted'] },
	iam: { messages: ['User not granted for this request'] },
};

/** Which refusal of the authentication layer an answer is, by its code or its message. */
export function authRefusal(answer: { code?: string; message?: string }): AuthRefusal | undefined {
	const message = answer.message?.trim().toLowerCase() ?? '';
	return (Object.keys(AUTH_REFUSALS) as AuthRefusal[]).find((refusal) => {
		const { code, messages } = AUTH_REFUSALS[refusal];
		return (
			(code !== undefined && answer.code === code) ||
			messages.some((known) => message.startsWith(known.toLowerCase()))
		);
	});
}
