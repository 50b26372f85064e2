import type { Pace } from '../state/progress';
import type { State } from '../state/state';
import type { AccountState } from '../state/account';
import { shortNumber } from '../state/numbers';
import { ovhDatetime } from '../state/time';
import type { AcceptedSms, BlacklistEntry, Outcome } from '../state/types';
import { formOf, type Parameters, withQuery } from './address';
import { type CallControls, type CallKind, type CallMethod, usualControls } from './controls';
import { Delivery, type RecordedCall } from './delivery';
import { Journal } from './journal';
import { stepsOf } from './steps';
import { Timers } from './timers';

interface CallbackSettings extends Pace {
	now: () => number;
	log: (line: string) => void;
}

/**
 * Calls the addresses of an account as OVHcloud does: `callBack` with the parameters of its guide
 * ("SMS users", 2022),
 * `cgiUrl` with the form that programs in use read; for STOP, which nobody describes, with the least
 * that makes sense.
 */
export class Callbacks {
	readonly controls: CallControls = usualControls();
	readonly journal: Journal;
	private readonly timers = new Timers();
	private readonly delivery: Delivery;

	constructor(
		private readonly state: State,
		private readonly settings: CallbackSettings,
	) {
		this.journal = new Journal(settings.now);
		this.delivery = new Delivery(this.controls, this.timers, settings, (call) =>
			this.journal.noteCall(call),
		);
		state.messages.onAccepted = (sms) => this.follow(sms);
		state.onReceived = (account, incoming) => this.reply(account, incoming);
		state.onOptOut = (account, entry) => this.stop(account, entry);
	}

	/** The last 10,000 calls, oldest first. */
	get calls(): RecordedCall[] {
		return this.delivery.calls;
	}

	/** Tells a state of an SMS to the account's `callBack`, whether it is true or not. */
	tell(sms: Pick<AcceptedSms, 'id' | 'account'>, { ptt, deliveryReceipt }: Outcome): void {
		this.call('state', sms.account, this.state.accounts.get(sms.account)?.details.callBack, {
			id: sms.id,
			ptt,
			date: this.date(),
			[this.controls.receiptName]: deliveryReceipt,
			descriptionDlr: deliveryReceipt,
		});
	}

	/** Resolves when no call waits or is under way. */
	async settled(): Promise<void> {
		await this.timers.settled();
	}

	/** Ends all calls. */
	async close(): Promise<void> {
		await this.timers.close();
	}

	private follow(sms: AcceptedSms): void {
		for (const step of stepsOf(sms, this.settings, this.controls.outOfOrder)) {
			this.timers.after(step.afterMs, () => {
				if (!sms.cancelled) this.tell(sms, step);
			});
		}
	}

	private reply(account: string, incoming: AccountState['incoming'][number]): void {
		const { smsResponse } = this.state.accounts.get(account)?.details ?? {};
		const address = smsResponse?.responseType === 'cgi' ? smsResponse.cgiUrl : null;
		const { id, message, sender, tag, virtualNumber } = incoming;
		const keyword = message.trim().split(/\s/)[0].toUpperCase();
		const shortcode = virtualNumber ?? shortNumber(account);
		const fields = { id, keyword, message, senderid: sender, shortcode, tag };
		this.call('reply', account, address, fields, 'POST');
	}

	private stop(account: string, { number }: BlacklistEntry): void {
		const address = this.state.accounts.get(account)?.details.stopCallBack;
		this.call('stop', account, address, { number, date: this.date() });
	}

	private call(
		kind: CallKind,
		account: string,
		address: unknown,
		parameters: Parameters,
		method: CallMethod = this.controls.method,
	): void {
		if (typeof address !== 'string' || address === '') {
			this.journal.noteNobody(kind, account);
			return;
		}
		if (this.controls.lost.includes(kind)) return;
		const target = this.controls.rewrite(address);
		this.delivery.make({
			kind,
			account,
			method,
			...(method === 'GET'
				? { url: withQuery(target, parameters), body: '' }
				: { url: target, body: formOf(parameters) }),
		});
	}

	private date(): string {
		return ovhDatetime(this.state.serverNow());
	}
}
