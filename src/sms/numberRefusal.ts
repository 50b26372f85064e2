import { quoted } from './inputError';
import { nameOf } from './numberPlans';
import { brieflyPut, NO_NUMBER, type Problem, problemText } from './numberProblems';
import type { ReadOptions, Recipient } from './recipients';

const MOST_NAMED = 5;

/**
 * What an error says of those recipients that are no numbers to send to, each as it was read, and
 * what to do.
 * @param what the rest of a sentence that begins with the parameter
 */
export function numberRefusal(
	recipients: Recipient[],
	options: ReadOptions,
): { what: string; advice: string } {
	const problems = problemsOf(recipients);
	const named = problems.slice(0, MOST_NAMED);
	const more = problems.length > MOST_NAMED ? [`and ${problems.length - MOST_NAMED} more`] : [];
	const advice = [...new Set(problems.flatMap((problem) => problem.advice ?? []))];
	const general = advice.length === 0 ? writing(options) : '';
	if (problems.every(({ what }) => what === NO_NUMBER)) {
		const texts = named.map(({ text }) => quoted(text));
		return { what: `holds no phone number: ${[...texts, ...more].join(', ')}`, advice: general };
	}
	const count = problems.length === 1 ? 'a number' : `${problems.length} numbers`;
	return {
		what: `holds ${count} that cannot be used: ${[...named.map(problemText), ...more].join('; ')}`,
		advice: [...advice, general].filter(Boolean).join(' '),
	};
}

/** Each of the recipients that are no numbers to send to, with the reason in a few words. */
export function refusedBriefly(recipients: Recipient[]): string[] {
	return problemsOf(recipients).map(
		(problem) => `${cutOff(problem.text) || '(empty)'} (${brieflyPut(problem)})`,
	);
}

function cutOff(text: string): string {
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Each one once. */
function problemsOf(recipients: Recipient[]): Problem[] {
	const byText = new Map<string, Problem>();
	for (const { problem } of recipients) if (problem) byText.set(problem.text, problem);
	return [...byText.values()];
}

/** How numbers are written; what is set already is not advised. */
export function writing({ defaultCountry }: ReadOptions): string {
	return defaultCountry
		? `Write numbers as they are dialled in ${nameOf(defaultCountry.trim().toUpperCase())}, or with their country code, such as +33612345678.`
		: 'Write numbers with their country code, such as +33612345678 or 0033612345678, or set the option "Default Country" for national numbers.';
}
