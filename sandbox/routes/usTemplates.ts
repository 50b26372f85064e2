import type { Outcome, Template } from '../state/types';
import { accountOf, type Context } from './context';

/** Code 1999 of OVHcloud's table: "no templates available" (US). */
const NO_TEMPLATE: Outcome = { ptt: 1999, deliveryReceipt: 16 };

/** How an SMS ends for want of a template; nothing where that is no matter. */
export function templateOutcome(
	context: Context,
	{ country, message }: { country: string; message: string },
): { outcome?: Outcome } {
	if (country !== 'us' || !context.state.quirks.templatesNeeded) return {};
	const templates = [...accountOf(context).templates.values()];
	const isFitting = templates.some((one) => one.status === 'enable' && fits(message, one));
	return isFitting ? {} : { outcome: NO_TEMPLATE };
}

/** "#VALUE#" stands for anything (model `sms.TemplateControl`, April 2026). */
function fits(message: string, template: Template): boolean {
	const pieces = template.message.split('#VALUE#');
	const escaped = pieces.map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
	return new RegExp(`^${escaped.join('.*')}$`, 's').test(message);
}
