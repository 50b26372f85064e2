import { type PostForm, accessToken, dropToken, type ServiceAccount } from './accessTokens';
import type { ServerClock } from './clock';
import type { FailureKind } from './errors';

/** How requests are authorised: signed with keys, or by the access token of a service account. */
export interface Authorization {
	/**
	 * Before each request.
	 * @returns what renews the authorisation where the request is refused all the same
	 * @throws OvhError, and the request is not sent
	 */
	prepare: () => Promise<() => Promise<void>>;
	/** What the client itself adds to a request. */
	headers: () => Record<string, string>;
	/** Refusals after which the authorisation is renewed, and the request is made once more. */
	passing: FailureKind[];
}

/** The credential signs; the client only says by which time. */
export function signedBy(clock: ServerClock, learnTime: () => Promise<void>): Authorization {
	return {
		prepare: async () => learnTime,
		headers: () => ({ 'X-Ovh-Timestamp': String(clock.timestamp()) }),
		passing: ['clock'],
	};
}

/**
 * The credential sets the header; the client sees to it that there is a token, which outlives the
 * request. How OVHcloud refuses one that it has ended is not published: 401, or as it refuses a
 * consumer key. Each is said before anything is done.
 * @param learn is told every token, so that none is shown
 */
export function bearer(
	account: ServiceAccount,
	post: PostForm,
	learn: (token: string) => void,
): Authorization {
	return {
		prepare: async () => {
			const token = await accessToken(account, post);
			learn(token);
			return async () => dropToken(account, token);
		},
		headers: () => ({}),
		passing: ['unauthorized', 'consumerKey', 'consumerKeyState'],
	};
}
