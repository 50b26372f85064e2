const CLASSES: Record<number, string> = {
	400: 'Client::BadRequest',
	401: 'Client::Unauthorized',
	403: 'Client::Forbidden',
	404: 'Client::NotFound',
	409: 'Client::Conflict',
	413: 'Client::PayloadTooLarge',
	415: 'Client::UnsupportedMediaType',
	429: 'Client::TooManyRequests',
	500: 'Server::InternalServerError',
	502: 'Server::BadGateway',
	503: 'Server::ServiceUnavailable',
	504: 'Server::GatewayTimeout',
};

const REASONS: Record<number, string> = { 400: 'Bad Request', 403: 'Forbidden' };

/** An answer in OVHcloud's error vocabulary. Thrown by checks and handlers, written by the server. */
export class OvhError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}

	/** What the request log says after "refused:". */
	get label(): string {
		return this.message;
	}

	/** The body in the newer of OVHcloud's shapes. */
	body(): Record<string, unknown> {
		return errorBody(this.status, this.message);
	}
}

/**
 * A refusal of the authentication layer. OVHcloud has answered these in two shapes over time,
 * with slightly different texts, so a client has to understand both.
 */
export class AuthError extends OvhError {
	constructor(
		status: 400 | 403,
		readonly errorCode: string,
		message: string,
		private readonly classMessage = message,
	) {
		super(status, message);
	}

	override get label(): string {
		return this.errorCode;
	}

	override body(): Record<string, unknown> {
		return errorBody(this.status, this.classMessage);
	}

	/** The body in the older shape, which only the authentication layer has. */
	errorCodeBody(): Record<string, unknown> {
		return {
			errorCode: this.errorCode,
			httpCode: `${this.status} ${REASONS[this.status]}`,
			message: this.message,
		};
	}
}

/** A refusal by the access policies. Source: OVHcloud's guide on the results of IAM policies. */
export class IamError extends OvhError {
	constructor(private readonly actions: string[]) {
		super(403, 'User not granted for this request');
	}

	override body(): Record<string, unknown> {
		const details = {
			unauthorizedActionsByAuthentication: '',
			unauthorizedActionsByIAM: this.actions.join(', '),
		};
		return { ...super.body(), details };
	}
}

/** The body of the route layer: `{ class, message }`. */
export function errorBody(status: number, message: string): Record<string, unknown> {
	return { class: CLASSES[status] ?? (status < 500 ? 'Client::Error' : 'Server::Error'), message };
}

export const badRequest = (message: string) => new OvhError(400, message);
export const forbidden = (message: string) => new OvhError(403, message);
export const conflict = (message: string) => new OvhError(409, message);
export const serviceNotFound = () => new OvhError(404, 'This service does not exist');
export const objectNotFound = (name: string, value: string | number) =>
	new OvhError(404, `The requested object (${name} = ${value}) does not exist`);
export const unknownRoute = () => new OvhError(404, 'Got an invalid (or empty) URL');
