import type { AnswerOf, ApiCall, RouteName } from '../ovh/call';

/** The part of the API that is needed to send and to look up; `OvhClient` has it. */
export interface SmsApi {
	/** The endpoint's address: messages are numbered by endpoint. */
	readonly origin: string;
	read<R extends RouteName>(call: ApiCall<R>): Promise<AnswerOf<R>>;
	call<R extends RouteName>(call: ApiCall<R> | (() => ApiCall<R>)): Promise<AnswerOf<R>>;
	/** Reads OVHcloud's time, so that `serverTimestamp` is right to the second. */
	learnTime(): Promise<void>;
	/** Seconds since 1970. */
	serverTimestamp(): number;
	sleep(milliseconds: number): Promise<void>;
}

/** A message that OVHcloud accepted. */
export interface Accepted {
	receiver: string;
	/** OVHcloud's id, where known. */
	id?: number;
	/** Credits taken for it. */
	credits: number;
	/** Its tag, where it is kept for a later try. */
	tag?: string;
}
