import { OvhClient } from '../../src/ovh/client';
import { ServerClock } from '../../src/ovh/clock';
import { OvhError } from '../../src/ovh/errors';
import type { RetryPolicy } from '../../src/ovh/retry';
import { type ApiRequest, type Transport, TransportFailure } from '../../src/ovh/transport';

export const BASE_URL = 'https://eu.api.ovh.com/1.0';
/** This server's time, in seconds. */
export const LOCAL_TIME = 1_700_000_000;

/** One answer of OVHcloud, or a failure of the network by its code, or of building the request. */
export type Step =
	| { status: number; json?: unknown; text?: string; headers?: Record<string, string> }
	| { network: string | undefined }
	| { refusal: Error };

export const ok = (json: unknown): Step => ({ status: 200, json });
export const outOfTime: Step = {
	status: 400,
	json: { errorCode: 'QUERY_TIME_OUT', httpCode: '400 Bad Request', message: 'Query out of time' },
};

export interface Scripted {
	client: OvhClient;
	/** The requests sent so far. */
	requests: ApiRequest[];
	/** The pauses asked for so far, in milliseconds. */
	pauses: number[];
	/** Answers not yet given. */
	left: Step[];
}

interface Settings {
	retry?: RetryPolicy;
	sleep?: (milliseconds: number) => Promise<void>;
	clock?: ServerClock;
	baseUrl?: string;
}

/** A client of an OVHcloud that gives these answers, one after the other. */
export function scripted(steps: Step[], settings: Settings = {}): Scripted {
	const requests: ApiRequest[] = [];
	const pauses: number[] = [];
	const left = [...steps];
	const transport: Transport = async (request) => {
		requests.push(request);
		const step = left.shift() ?? { refusal: new Error('the script has no further answer') };
		if ('refusal' in step) throw step.refusal;
		if ('network' in step) throw new TransportFailure(step.network, 'no answer');
		const body = step.text ?? (step.json === undefined ? '' : JSON.stringify(step.json));
		return { status: step.status, headers: step.headers ?? {}, body };
	};
	const client = new OvhClient({
		baseUrl: BASE_URL,
		transport,
		clock: new ServerClock(() => LOCAL_TIME * 1000),
		random: () => 1,
		sleep: async (milliseconds) => {
			pauses.push(milliseconds);
		},
		...settings,
	});
	return { client, requests, pauses, left };
}

/** The failure that a call must end with. */
export async function failureOf(call: Promise<unknown>): Promise<OvhError> {
	const outcome: unknown = await call.then(
		() => 'it succeeded',
		(error: unknown) => error,
	);
	expect(outcome).toBeInstanceOf(OvhError);
	return outcome as OvhError;
}
