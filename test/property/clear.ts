import { everythingIn } from '../helpers/secrets';
import { keys } from '../helpers/signature-vectors.json';

/** Keys whose traces are looked for: published, and revoked. */
export { keys as KEYS } from '../helpers/signature-vectors.json';

export const SECRETS = Object.values(keys);

/** Texts of the runtime, which tell a user nothing. */
const CRASH =
	/Cannot (read|set|convert|destructure|use)|is not (a function|iterable|defined|an object)|undefined|\[object |NaN|in JSON at|Unexpected token|call stack|Invalid (time|array|count|URL)|circular/i;

/** What is wrong with an error that a user is shown. */
export function complaintsAbout(error: Error & { description?: string | null }): string[] {
	const { name, message, description } = error;
	const isClear =
		/^Node(Api|Operation)Error$/.test(name) &&
		message.length > 10 &&
		(description ?? '').length > 10 &&
		!CRASH.test(`${message} ${description}`);
	return [
		...(isClear ? [] : [`${name}: ${message} | ${description}`.slice(0, 500)]),
		...leaksIn(error),
	];
}

/** Secrets and signatures anywhere in what is kept. */
export function leaksIn(kept: unknown, secrets = SECRETS): string[] {
	const text = everythingIn(kept);
	const signature = /\$1\$[0-9a-f]{40}/.exec(text)?.[0];
	return [...secrets.filter((secret) => text.includes(secret)), ...(signature ? [signature] : [])];
}
