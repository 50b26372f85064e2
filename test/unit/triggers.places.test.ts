import fc from 'fast-check';

import {
	formatAddress,
	isSameSecret,
	newSecret,
	parseAddress,
} from '../../nodes/OvhSmsTrigger/address';
import { planActivation, planDeactivation, type Registrant } from '../../nodes/OvhSmsTrigger/plan';
import type { EventName } from '../../triggers/events';
import type { SmsAccount } from '../../ovh/model.generated';

const FOREIGN = 'https://crm.example.com/sms?key=abc';

function accountWith(changes: Partial<SmsAccount> = {}): SmsAccount {
	return {
		callBack: null,
		stopCallBack: null,
		smsResponse: {
			responseType: 'none',
			cgiUrl: null,
			text: 'Thanks',
			trackingDefaultSmsSender: 'BOUTIQUE',
			trackingOptions: [{ media: 'sms', sender: 'A', target: 'B' }],
		},
		...changes,
	} as SmsAccount;
}

/** A trigger node as n8n would drive it, with the account that it is on. */
class Trigger {
	secret = newSecret();
	registered: EventName[] = [];

	constructor(
		readonly name: string,
		readonly settings: Partial<Registrant> = {},
	) {}

	get registrant(): Registrant {
		return {
			secret: this.secret,
			base: `https://n8n.example.com/webhook/${this.name}/ovh-sms-${this.name}`,
			isTest: false,
			kinds: ['state', 'reply', 'stop'],
			replaceExisting: true,
			...this.settings,
		};
	}

	activate(account: SmsAccount): string | undefined {
		if (this.registered.length === 0) this.secret = newSecret();
		const { registered, changes, taken } = planActivation(account, this.registrant);
		if (taken) return taken.owner;
		Object.assign(account, changes);
		this.registered = registered;
		return undefined;
	}

	deactivate(account: SmsAccount): void {
		Object.assign(account, planDeactivation(account, this.secret, this.registered));
		this.registered = [];
	}
}

describe('an address', () => {
	it('holds its secret in the path, and gives back what it was made of', () => {
		const address = {
			base: 'https://n8n.example.com/webhook/x/ovh-sms-1a2b3c4d',
			kind: 'reply' as const,
			secret: newSecret(),
			covered: FOREIGN,
		};
		const text = formatAddress(address);
		expect(text).toMatch(/\/r[0-9a-f]{32}\.[\w-]+$/);
		expect(parseAddress(text)).toEqual(address);
		expect(parseAddress(FOREIGN)).toBeUndefined();
		expect(parseAddress(null)).toBeUndefined();
	});

	it('has another secret each time, compared as a whole', () => {
		const secret = newSecret();
		expect(newSecret()).not.toBe(secret);
		expect(isSameSecret(secret, secret)).toBe(true);
		expect(isSameSecret(secret.slice(1), secret)).toBe(false);
		expect(isSameSecret('', secret)).toBe(false);
	});
});

describe('one trigger on an account', () => {
	it('changes only its own fields, and keeps the other settings for replies', () => {
		const account = accountWith();
		const { changes } = planActivation(account, new Trigger('a').registrant);
		expect(Object.keys(changes).sort()).toEqual(['callBack', 'smsResponse', 'stopCallBack']);
		expect(changes.smsResponse).toEqual({
			...account.smsResponse,
			responseType: 'cgi',
			cgiUrl: expect.stringContaining('/ovh-sms-a/r') as string,
		});
	});

	it('takes only the places of its events', () => {
		const trigger = new Trigger('a', { kinds: ['stop'] });
		expect(Object.keys(planActivation(accountWith(), trigger.registrant).changes)).toEqual([
			'stopCallBack',
		]);
	});

	it('activated twice is registered once, and restores what was there at first', () => {
		const account = accountWith({ callBack: FOREIGN });
		const trigger = new Trigger('a');
		trigger.activate(account);
		const first = structuredClone(account);
		trigger.activate(account);
		expect(account).toEqual(first);
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});

	it('refuses the place of something else, and says whose it is without any secret', () => {
		const trigger = new Trigger('a', { replaceExisting: false });
		const account = accountWith({ callBack: FOREIGN });
		expect(trigger.activate(account)).toBe('the address https://crm.example.com/sms');
		expect(account.callBack).toBe(FOREIGN);
		const other = accountWith();
		new Trigger('b').activate(other);
		expect(trigger.activate(other)).toBe(
			'an OVHcloud SMS Trigger of n8n at https://n8n.example.com/webhook/b/ovh-sms-b',
		);
	});

	it('refuses to end an automatic answer to replies without being asked to', () => {
		const smsResponse = { ...accountWith().smsResponse, responseType: 'text' as const };
		const account = accountWith({ smsResponse });
		expect(new Trigger('a', { replaceExisting: false }).activate(account)).toMatch(
			/text of its own/,
		);
		const trigger = new Trigger('a');
		trigger.activate(account);
		expect(account.smsResponse.responseType).toBe('cgi');
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ smsResponse }));
	});

	it('keeps an idle address for replies that was there', () => {
		const smsResponse = { ...accountWith().smsResponse, cgiUrl: FOREIGN };
		const account = accountWith({ smsResponse });
		const trigger = new Trigger('a', { replaceExisting: false });
		expect(trigger.activate(account)).toBeUndefined();
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ smsResponse }));
	});

	it('leaves alone what somebody has set meanwhile', () => {
		const account = accountWith();
		const trigger = new Trigger('a');
		trigger.activate(account);
		account.callBack = FOREIGN;
		account.stopCallBack = null;
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});

	it('whose deactivation was lost goes on, and restores what was there at first', () => {
		const account = accountWith({ callBack: FOREIGN });
		const trigger = new Trigger('a');
		trigger.activate(account);
		expect(trigger.activate(account)).toBeUndefined();
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});

	it('that lost its data knows its own address, and what it covered', () => {
		const account = accountWith({ callBack: FOREIGN });
		new Trigger('a').activate(account);
		const again = new Trigger('a', { replaceExisting: true });
		again.activate(account);
		again.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
		const free = accountWith();
		new Trigger('a').activate(free);
		expect(new Trigger('a', { replaceExisting: false }).activate(free)).toBeUndefined();
	});

	it('at a new address of n8n replaces the old one', () => {
		const account = accountWith();
		const trigger = new Trigger('a', { replaceExisting: false });
		trigger.activate(account);
		trigger.settings.base = 'https://new.example.com/webhook/a/ovh-sms-a';
		expect(trigger.activate(account)).toBeUndefined();
		expect(account.callBack).toMatch(/^https:\/\/new\.example\.com/);
		trigger.deactivate(account);
		expect(account).toEqual(accountWith());
	});

	it('that no longer starts on an event gives its place back', () => {
		const account = accountWith({ stopCallBack: FOREIGN });
		const trigger = new Trigger('a');
		trigger.activate(account);
		trigger.settings.kinds = ['state'];
		trigger.activate(account);
		expect(account.stopCallBack).toBe(FOREIGN);
		expect(account.smsResponse.responseType).toBe('none');
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ stopCallBack: FOREIGN }));
	});
});

describe('a test in the editor', () => {
	const base = 'https://n8n.example.com/webhook-test/a/ovh-sms-a';

	it('never takes the place of its own active workflow, even if others may be replaced', () => {
		const account = accountWith();
		new Trigger('a').activate(account);
		const before = structuredClone(account);
		const test = new Trigger('a', { base, isTest: true, replaceExisting: true });
		expect(test.activate(account)).toMatch(/this very trigger/);
		expect(account).toEqual(before);
	});

	it('that was never ended is replaced by the active workflow', () => {
		const account = accountWith({ callBack: FOREIGN });
		new Trigger('a', { base, isTest: true }).activate(account);
		const trigger = new Trigger('a', { replaceExisting: true });
		trigger.activate(account);
		expect(account.callBack).not.toContain('webhook-test');
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});
});

describe('several triggers on one account', () => {
	it('whoever goes first, the account ends as it began', () => {
		const account = accountWith();
		const [a, b] = [new Trigger('a'), new Trigger('b')];
		a.activate(account);
		b.activate(account);
		a.deactivate(account);
		expect(parseAddress(account.callBack)?.base).toBe(b.registrant.base);
		b.deactivate(account);
		expect(account).toEqual(accountWith());
	});

	it.each([accountWith(), accountWith({ callBack: FOREIGN, stopCallBack: FOREIGN })])(
		'in any order, any number of times, with lost data or not',
		(begin) => {
			fc.assert(
				fc.property(
					fc.array(fc.tuple(fc.nat({ max: 3 }), fc.boolean()), { maxLength: 24 }),
					fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
					(steps, last) => {
						const account = structuredClone(begin);
						const triggers = ['a', 'b', 'c', 'd'].map((name) => new Trigger(name));
						let longest = 0;
						for (const [index, up] of steps) {
							if (up) triggers[index].activate(account);
							else triggers[index].deactivate(account);
							longest = Math.max(longest, account.callBack?.length ?? 0);
						}
						for (const index of last) triggers[index].deactivate(account);
						expect(account).toEqual(begin);
						expect(longest).toBeLessThan(900);
					},
				),
				{ numRuns: 500 },
			);
		},
	);
});
