import type { OvhCredential } from '../../src/n8n/signedRequest';
import { isObject } from '../../src/ovh/answers';
import { OvhClient } from '../../src/ovh/client';
import { ServerClock } from '../../src/ovh/clock';
import { resolveEndpoint } from '../../src/ovh/endpoints';
import type { Transport } from '../../src/ovh/transport';
import { Rates } from '../../src/sending/rates';
import { readNumber } from '../../src/sms/readNumber';
import { Anonymizer } from './anonymizer';
import { Recorder } from './recorder';
import type { Person, Session } from './session';
import { signedFetch } from './signedFetch';
import { Spending } from './spending';

/** What a run begins with. */
export interface Beginning {
	credential: OvhCredential;
	account: string;
	/** The user's own phone, in E.164. */
	phone: string;
	person: Person;
	/** Milliseconds since 1970. */
	now: () => number;
	sleep: (milliseconds: number) => Promise<void>;
}

/** A session, and what the keys may do, in words. */
export async function openSession(
	beginning: Beginning,
): Promise<{ session: Session; token: string }> {
	const { credential, account, phone, person, now, sleep } = beginning;
	const { baseUrl } = resolveEndpoint(credential);
	const { applicationKey, applicationSecret, consumerKey } = credential;
	const anonymizer = new Anonymizer([applicationKey, applicationSecret, consumerKey]);
	const recorder = new Recorder(anonymizer);
	const clock = new ServerClock(now);
	const clientWith = (transport: Transport): OvhClient =>
		new OvhClient({ baseUrl, transport: recorder.around(transport), sleep, clock });
	const transport = signedFetch(credential);
	const client = clientWith(transport);
	anonymizer.text(phone);
	await client.learnTime();
	const session: Session = {
		client,
		wronglySigned: clientWith(
			signedFetch({ ...credential, applicationSecret: 'x'.repeat(applicationSecret.length) }),
		),
		account,
		phone,
		price: await priceTo(client, phone),
		person,
		spending: new Spending(async (question) => await person.agrees(question)),
		recorder,
		anonymizer,
		now,
		sleep,
		made: new Set(),
	};
	return { session, token: await tokenWords(session, transport, baseUrl) };
}

/** Credits of an SMS of one part; NaN where it is not known, and then nothing is sent. */
async function priceTo(client: OvhClient, phone: string): Promise<number> {
	const read = readNumber(phone);
	const country = 'country' in read ? read.country : undefined;
	return await new Rates(client).creditsPerPart(String(country)).catch(() => NaN);
}

/** What the keys may do, and whose they are, which no report may show. */
async function tokenWords(
	{ anonymizer, client }: Session,
	transport: Transport,
	baseUrl: string,
): Promise<string> {
	const answer = await transport({
		method: 'GET',
		url: `${baseUrl}/auth/details`,
		headers: { 'X-Ovh-Timestamp': String(client.serverTimestamp()) },
		signed: true,
		timeoutMs: 30_000,
	});
	const details: unknown = answer.status === 200 ? JSON.parse(answer.body) : {};
	if (!isObject(details)) return 'keys of unknown rights';
	if (typeof details.account === 'string') anonymizer.know('nic handle', details.account);
	const { allowedRoutes } = details;
	if (!Array.isArray(allowedRoutes)) return 'keys with all rights';
	return `keys with ${allowedRoutes.length} rights`;
}
