import type { OperationRun } from '../../../src/operations/run';
import { OvhError } from '../../../src/ovh/errors';
import { readObjects } from '../../../src/ovh/objects';
import { fitsTemplate } from '../../../src/sms/templates';
import { lists } from '../lists';
import type { Prepared } from './prepare';

/** Whether OVHcloud wants a template for a message: "needed to send in US country" (its own schema). */
export function needsTemplate(endpoint: string, countries: Array<string | undefined>): boolean {
	return endpoint === 'ovh-us' || countries.includes('US');
}

/**
 * Remarks on texts to the US that fit no validated template. It stops nothing: whether OVHcloud
 * refuses such a message, or the operator, or nobody, is not known.
 */
export async function hintAtTemplates(run: OperationRun, items: Prepared[]): Promise<void> {
	const texts = new Map<string, Set<string>>();
	for (const { account, message, receivers } of items) {
		const countries = receivers.map(({ country }) => country);
		if (!needsTemplate(run.endpointName, countries)) continue;
		texts.set(account, (texts.get(account) ?? new Set()).add(message.message));
	}
	for (const [account, of] of texts) {
		const templates = await validatedTemplates(run, account);
		const isFitting = (text: string) => templates?.some((one) => fitsTemplate(text, one));
		const odd = [...of].filter((text) => isFitting(text) === false);
		if (odd.length > 0) run.hint(remark(account, odd.length, of.size));
	}
}

function remark(account: string, odd: number, texts: number): string {
	const which = texts === 1 ? 'The text' : `${odd} of ${texts} texts`;
	return `${which} to the US fit${odd === 1 ? 's' : ''} no validated template of ${account}: OVHcloud asks for one there, and the SMS may not arrive (code 1999). Template → Create hands one in, Template → Get Many shows them.`;
}

/** The texts of the validated templates; undefined where they cannot be read: then nothing is said. */
async function validatedTemplates(
	run: OperationRun,
	serviceName: string,
): Promise<string[] | undefined> {
	return await readObjects(run.client, lists.templates, { serviceName }).then(
		(templates) =>
			templates.filter(({ status }) => status === 'enable').map(({ message }) => String(message)),
		(error: unknown) => {
			if (error instanceof OvhError) return undefined;
			throw error;
		},
	);
}
