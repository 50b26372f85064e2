/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { Command, Option } from 'commander';
import { consola } from 'consola';

import { version } from '../../package.json';
import type { OvhCredential } from '../../src/n8n/signedRequest';
import { readNumber } from '../../src/sms/readNumber';
import { CHECKS } from './checks';
import { openSession } from './open';
import { report } from './report';
import type { Session } from './session';
import { LIMIT } from './spending';
import { agrees, ask } from './terminal';
import { cleanUp, verify } from './verify';

interface Options {
	endpoint: string;
	baseUrl?: string;
	out: string;
}

const program = new Command('verify:real')
	.description(
		`Asks OVHcloud what is not confirmed of its SMS API, and writes a report. It reads first, asks before it changes something and before every SMS, texts your own phone only, and spends at most ${LIMIT} credits.`,
	)
	.addOption(new Option('--endpoint <name>').env('OVH_ENDPOINT').default('ovh-eu'))
	.addOption(new Option('--base-url <address>', 'with the endpoint "custom"').env('OVH_BASE_URL'))
	.option('--out <file>', 'where the report goes', 'ovhcloud-report.md')
	.addHelpText(
		'after',
		'\nKeys come from OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY, the account from\nOVH_SMS_ACCOUNT, and your phone from OVH_SMS_TO. What is missing is asked for.',
	)
	.action(run);

const KEYS = {
	applicationKey: 'OVH_APPLICATION_KEY',
	applicationSecret: 'OVH_APPLICATION_SECRET',
	consumerKey: 'OVH_CONSUMER_KEY',
};

async function run({ endpoint, baseUrl, out }: Options): Promise<void> {
	const keys: Record<string, string> = {};
	for (const [name, variable] of Object.entries(KEYS)) {
		keys[name] = process.env[variable] ?? (await ask(`${variable} (does not show):`, true));
		if (!keys[name]) return program.error(`${variable} is missing: nothing was asked of OVHcloud.`);
	}
	const account = process.env.OVH_SMS_ACCOUNT ?? (await ask('SMS account, such as sms-xx12345-1:'));
	const phone = await ownPhone();
	const { session, token } = await openSession({
		credential: { endpoint, baseUrl, ...keys } as OvhCredential,
		account,
		phone,
		person: { tell: (text) => consola.log(text), agrees },
		now: Date.now,
		sleep: async (milliseconds) => await pause(milliseconds),
	});
	cleanUpWhenInterrupted(session);
	const results = await verify(session, CHECKS);
	const { spent, limit } = session.spending;
	const left = [...session.made].map(({ what }) => what);
	const day = new Date().toISOString().slice(0, 10);
	const run = { day, endpoint, version, token, spent, limit, results, left };
	writeFileSync(out, report(run, session.anonymizer), { mode: 0o600 });
	for (const what of left) consola.warn(`Still there: ${what}. Please take it away by hand.`);
	consola.success(`${out} is written. Read it before you send it: docs/verify.md says where to.`);
}

/** The phone that gets the SMS, in E.164, which the person has confirmed. */
async function ownPhone(): Promise<string> {
	const written = process.env.OVH_SMS_TO ?? (await ask('Your own phone, such as +33612345678:'));
	const read = readNumber(written);
	if (!('receiver' in read)) return program.error(`"${written}" is no number with a country code.`);
	const isOwn = await agrees(
		`Is ${read.receiver} your own phone? It is the only one that is texted.`,
	);
	return isOwn ? read.receiver : program.error('Nothing was asked of OVHcloud.');
}

/** Takes away what is there on Ctrl+C, and ends. */
function cleanUpWhenInterrupted(session: Session): void {
	let isEnding = false;
	const end = (): void => {
		if (isEnding) return;
		isEnding = true;
		consola.info('Taking away what was made; no report is written.');
		void cleanUp(session).finally(() => process.exit(130));
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

program.parseAsync().catch((error: unknown) => {
	consola.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
