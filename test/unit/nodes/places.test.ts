import fc from 'fast-check';

import {
	formatAddress,
	hashOf,
	isSecretOf,
	newSeed,
	parseAddress,
	seal,
	secretFrom,
	unseal,
	withoutNote,
} from '../../../nodes/OvhSmsTrigger/address';
import { type Kept, writePlaces } from '../../../nodes/OvhSmsTrigger/places';
import {
	type Change,
	planActivation,
	planDeactivation,
	type Registrant,
} from '../../../nodes/OvhSmsTrigger/plan';
import { CALLBACK_FIELDS } from '../../../nodes/OvhSmsTrigger/callbackFields';
import type { Covered } from '../../../nodes/OvhSmsTrigger/state';
import type { SmsAccount } from '../../../src/ovh/model.generated';
import { failureOf } from '../../helpers/scripted';
import { ACCOUNT, accountWith, FakeOvhcloud } from '../triggers/triggerSession';

const FOREIGN = 'https://crm.example.com/sms?key=abc';

const newSecret = () => secretFrom(newSeed(), 'the credential');

/** A trigger node as n8n drives it, with what n8n keeps of it. */
class Trigger {
	secret = newSecret();

	/** What it covers, by n8n's data; nothing while it is not active. */
	covered?: Covered;

	constructor(
		readonly name: string,
		readonly settings: Partial<Registrant> = {},
	) {}

	get registrant(): Registrant {
		return {
			secret: this.secret,
			base: `https://n8n.example.com/webhook/${this.name}/ovh-sms-${this.name}`,
			owner: `Workflow ${this.name}`,
			key: 'the credential',
			kinds: ['state', 'reply', 'stop'],
			replaceExisting: true,
			covered: this.covered ?? {},
			...this.settings,
		};
	}

	/** @returns whose the place is, where it is taken */
	activate(account: SmsAccount): string | undefined {
		const { changes, covered, taken } = planActivation(account, this.registrant);
		if (taken) return taken.owner;
		apply(account, changes);
		this.covered = covered;
		return undefined;
	}

	deactivate(account: SmsAccount): void {
		apply(account, planDeactivation(account, this.registrant));
		this.covered = undefined;
	}

	/** Whether each of its places holds its very address. */
	isHeard(account: SmsAccount): boolean {
		return addressesOf(account).every((address) => {
			const { base, secret } = parseAddress(address) ?? {};
			return base === this.registrant.base && secret === this.secret;
		});
	}
}

function apply(account: SmsAccount, changes: Change[]): void {
	for (const { slot, address } of changes)
		Object.assign(account, slot.write(account, address, null));
}

function addressesOf({ callBack, smsResponse, stopCallBack }: SmsAccount): Array<string | null> {
	return [callBack, smsResponse.cgiUrl, stopCallBack];
}

describe('an address', () => {
	it('holds its secret in the path, and gives back what it was made of', () => {
		const address = {
			base: 'https://n8n.example.com/webhook/x/ovh-sms-1a2b3c4d',
			kind: 'reply' as const,
			secret: newSecret(),
			sealed: seal({ covered: FOREIGN, owner: 'Café ☕' }, 'the credential'),
		};
		const text = formatAddress(address);
		expect(text).toMatch(/\/r[0-9a-f]{32}\.[\w-]+$/);
		expect(parseAddress(text)).toEqual(address);
		expect(withoutNote(text)).toBe(formatAddress({ ...address, sealed: undefined }));
		expect(withoutNote('https://example.com/a.b')).toBe('https://example.com/a.b');
		expect(parseAddress(FOREIGN)).toBeUndefined();
		expect(parseAddress(null)).toBeUndefined();
	});

	it('has the same secret for a seed and a credential, and another one for any others', () => {
		const seed = newSeed();
		const secret = secretFrom(seed, 'the credential');
		expect(secret).toMatch(/^[0-9a-f]{32}$/);
		expect(secretFrom(seed, 'the credential')).toBe(secret);
		expect(secretFrom(newSeed(), 'the credential')).not.toBe(secret);
		expect(secretFrom(seed, 'another credential')).not.toBe(secret);
	});

	it('is known by a hash of its secret, compared as a whole', () => {
		const secret = newSecret();
		const hash = hashOf(secret);
		expect(isSecretOf(hash, secret)).toBe(true);
		for (const wrong of [secret.slice(1), `${secret}0`, '', hash]) {
			expect(isSecretOf(hash, wrong)).toBe(false);
		}
		expect(isSecretOf('', secret)).toBe(false);
		expect(isSecretOf(secret, secret)).toBe(false);
	});

	it('tells what it covers to those who have the credential, and to nobody else', () => {
		const notes = [
			{ covered: FOREIGN, owner: 'Café ☕' },
			{ covered: null, owner: '' },
		];
		for (const note of notes) {
			const sealed = seal(note, 'the credential');
			expect(unseal(sealed, 'the credential')).toEqual(note);
			expect(unseal(sealed, 'another one')).toBeUndefined();
			expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('crm.example.com');
			// Nothing is the same in two addresses that cover the same.
			expect(seal(note, 'the credential').slice(0, 8)).not.toBe(sealed.slice(0, 8));
		}
	});

	it('that was cut or changed anywhere tells nothing, and throws nothing', () => {
		const sealed = seal({ covered: FOREIGN, owner: 'Shop' }, 'the credential');
		for (let length = 0; length < sealed.length; length++) {
			expect(unseal(sealed.slice(0, length), 'the credential')).toBeUndefined();
			const other = sealed[length] === 'A' ? 'Q' : 'A';
			const changed = sealed.slice(0, length) + other + sealed.slice(length + 1);
			expect(unseal(changed, 'the credential')).toBeUndefined();
		}
		expect(unseal(undefined, 'the credential')).toBeUndefined();
	});
});

describe('one trigger on an account', () => {
	it('changes only its own fields, and keeps the other settings for replies', () => {
		const account = accountWith();
		new Trigger('a').activate(account);
		const own = (letter: string) =>
			expect.stringContaining(`/webhook/a/ovh-sms-a/${letter}`) as string;
		expect(account).toEqual({
			...accountWith(),
			callBack: own('d'),
			stopCallBack: own('s'),
			smsResponse: { ...accountWith().smsResponse, responseType: 'cgi', cgiUrl: own('r') },
		});
	});

	it('takes only the places of its events', () => {
		const { changes } = planActivation(
			accountWith(),
			new Trigger('a', { kinds: ['stop'] }).registrant,
		);
		expect(changes.map(({ slot }) => slot.kind)).toEqual(['stop']);
	});

	it('activated twice is registered once, and restores what was there at first', () => {
		const account = accountWith({ callBack: FOREIGN });
		const trigger = new Trigger('a');
		trigger.activate(account);
		expect(planActivation(account, trigger.registrant)).toEqual({
			changes: [],
			covered: { state: FOREIGN, reply: null, stop: null },
		});
		trigger.activate(account);
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});

	it('refuses the place of something else, and says whose it is without any secret', () => {
		const trigger = new Trigger('a', { replaceExisting: false });
		const account = accountWith({ callBack: FOREIGN });
		expect(planActivation(account, trigger.registrant)).toMatchObject({
			changes: [],
			taken: { owner: 'the address https://crm.example.com/sms?***', isTrigger: false },
		});
		expect(trigger.activate(account)).toBeDefined();
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});

	it('changes nothing where the last of its places is taken', () => {
		const account = accountWith({ stopCallBack: FOREIGN });
		const { registrant } = new Trigger('a', { replaceExisting: false });
		expect(planActivation(account, registrant)).toMatchObject({
			changes: [],
			taken: { slot: { kind: 'stop' } },
		});
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

	it('that lost its data knows its own address, and what it covered', () => {
		const account = accountWith({ callBack: FOREIGN });
		new Trigger('a').activate(account);
		const again = new Trigger('a', { replaceExisting: false });
		expect(again.activate(account)).toBeUndefined();
		expect(again.isHeard(account)).toBe(true);
		expect(again.covered).toEqual({ state: FOREIGN, reply: null, stop: null });
		again.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});

	it("whose credential was exchanged knows what it covered by n8n's data", () => {
		const account = accountWith({ callBack: FOREIGN, stopCallBack: FOREIGN });
		const trigger = new Trigger('a');
		trigger.activate(account);
		trigger.settings.key = 'another one';
		trigger.activate(account);
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN, stopCallBack: FOREIGN }));
	});

	it("whose address was registered without a note knows what it covered by n8n's data", () => {
		const account = accountWith({ callBack: FOREIGN });
		const trigger = new Trigger('a');
		trigger.activate(account);
		account.callBack = withoutNote(account.callBack ?? '');
		expect(planActivation(account, trigger.registrant).changes).toEqual([]);
		trigger.activate(account);
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});

	it('that no longer starts on an event gives its place back', () => {
		const account = accountWith({ stopCallBack: FOREIGN });
		const trigger = new Trigger('a');
		trigger.activate(account);
		trigger.settings.kinds = ['state'];
		trigger.activate(account);
		expect(account.stopCallBack).toBe(FOREIGN);
		expect(account.smsResponse).toEqual(accountWith().smsResponse);
		expect(trigger.covered).toEqual({ state: null });
		trigger.deactivate(account);
		expect(account).toEqual(accountWith({ stopCallBack: FOREIGN }));
	});

	it('knows its address where somebody has switched off that replies are passed on', () => {
		for (const responseType of ['none', 'text'] as const) {
			const account = accountWith();
			const trigger = new Trigger('a');
			trigger.activate(account);
			for (let again = 0; again < 5; again++) {
				account.smsResponse.responseType = responseType;
				trigger.activate(account);
				expect(account.smsResponse.cgiUrl?.length).toBeLessThan(400);
			}
			account.smsResponse.responseType = responseType;
			trigger.deactivate(account);
			expect(account.smsResponse.cgiUrl || null).toBeNull();
		}
	});
});

describe('a copy of n8n with the same data', () => {
	it.each([
		['elsewhere', 'https://copy.example.com/webhook/a/ovh-sms-a'],
		['under another path', 'https://n8n.example.com/b/webhook/a/ovh-sms-a'],
		['under another port', 'https://n8n.example.com:8443/webhook/a/ovh-sms-a'],
		['that is tested', 'https://n8n.example.com/webhook-test/a/ovh-sms-a'],
	])('%s takes nothing over, and takes nothing away', (_, base) => {
		const account = accountWith();
		const trigger = new Trigger('a', { replaceExisting: false });
		trigger.activate(account);
		const before = structuredClone(account);
		const copy = new Trigger('a', { base, replaceExisting: false });
		copy.secret = trigger.secret;
		copy.covered = trigger.covered;
		expect(copy.activate(account)).toContain('the workflow "Workflow a"');
		copy.deactivate(account);
		expect(account).toEqual(before);
	});

	it.each([
		['elsewhere', 'https://copy.example.com/webhook/a/ovh-sms-a'],
		['under another path', 'https://n8n.example.com/b/webhook/a/ovh-sms-a'],
	])('%s takes over where it is asked to, and restores what was there at first', (_, base) => {
		const account = accountWith({ callBack: FOREIGN });
		const trigger = new Trigger('a');
		trigger.activate(account);
		const copy = new Trigger('a', { base });
		copy.secret = trigger.secret;
		copy.covered = trigger.covered;
		expect(copy.activate(account)).toBeUndefined();
		expect(copy.isHeard(account)).toBe(true);
		copy.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});
});

describe('two triggers on one account', () => {
	it('are one too many: the second is told of the workflow that has the place', () => {
		const account = accountWith();
		new Trigger('b').activate(account);
		const before = structuredClone(account);
		const trigger = new Trigger('a', { replaceExisting: false });
		expect(planActivation(account, trigger.registrant).taken).toMatchObject({
			isTrigger: true,
			owner:
				'the workflow "Workflow b", the OVHcloud SMS Trigger of n8n at https://n8n.example.com/webhook/b/ovh-sms-b',
		});
		trigger.activate(account);
		expect(account).toEqual(before);
	});

	it('of which the other one has another credential are told of its address alone', () => {
		const account = accountWith();
		new Trigger('b', { key: 'another one' }).activate(account);
		expect(new Trigger('a', { replaceExisting: false }).activate(account)).toBe(
			'the OVHcloud SMS Trigger of n8n at https://n8n.example.com/webhook/b/ovh-sms-b',
		);
	});

	it('take over from each other without end, and no address grows', () => {
		const account = accountWith({ callBack: FOREIGN });
		const [a, b] = [new Trigger('a'), new Trigger('b')];
		const lengths = Array.from({ length: 20 }, (_, index) => {
			const trigger = index % 2 === 0 ? a : b;
			expect(trigger.activate(account)).toBeUndefined();
			expect(trigger.isHeard(account)).toBe(true);
			return account.callBack?.length ?? 0;
		});
		expect(Math.max(...lengths)).toBeLessThan(400);
		expect(lengths.at(-1)).toBe(lengths.at(3));
	});

	it.each([false, true])(
		'that took over from each other again and again give back what was there at first: %s',
		(isFirstLast) => {
			const account = accountWith({ callBack: FOREIGN });
			const triggers = [new Trigger('a'), new Trigger('b')];
			for (let index = 0; index < 5; index++) triggers[index % 2].activate(account);
			const last = isFirstLast ? [...triggers].reverse() : triggers;
			for (const trigger of last) trigger.deactivate(account);
			expect(account).toEqual(accountWith({ callBack: FOREIGN }));
		},
	);

	it('leave the account as it was, when the one that covers the other goes first', () => {
		const account = accountWith({ callBack: FOREIGN });
		const [a, b] = [new Trigger('a'), new Trigger('b')];
		a.activate(account);
		b.activate(account);
		b.deactivate(account);
		a.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});

	it('leave the account as it was, when the one that is covered goes first', () => {
		const account = accountWith({ callBack: FOREIGN });
		const [a, b] = [new Trigger('a'), new Trigger('b')];
		a.activate(account);
		b.activate(account);
		a.deactivate(account);
		expect(b.isHeard(account)).toBe(true);
		b.deactivate(account);
		expect(account).toEqual(accountWith({ callBack: FOREIGN }));
	});

	it('whatever they do and others change, leave the account as the others want it', () => {
		const place = fc.constantFrom(...CALLBACK_FIELDS);
		const which = fc.constantFrom<0 | 1>(0, 1);
		const step = fc.oneof(
			fc.record({ activates: which, replaceExisting: fc.boolean() }),
			fc.record({ deactivates: which }),
			fc.record({ changes: place, to: fc.constantFrom(null, FOREIGN) }),
			// Replies are not passed on any more, and the address stays in the account's settings.
			fc.record({ answersWith: fc.constantFrom<'none' | 'text'>('none', 'text') }),
		);
		const begin = fc.constantFrom(
			accountWith(),
			accountWith({ callBack: FOREIGN, stopCallBack: FOREIGN }),
		);
		fc.assert(
			fc.property(begin, fc.array(step, { maxLength: 20 }), which, (first, steps, last) => {
				const wanted = structuredClone(first);
				const account = structuredClone(first);
				const triggers = [new Trigger('a'), new Trigger('b')];
				for (const one of steps) {
					if ('activates' in one) {
						const trigger = triggers[one.activates];
						trigger.settings.replaceExisting = one.replaceExisting;
						if (!trigger.activate(account)) expect(trigger.isHeard(account)).toBe(true);
					} else if ('deactivates' in one) {
						triggers[one.deactivates].deactivate(account);
					} else if ('answersWith' in one) {
						const { cgiUrl } = account.smsResponse;
						account.smsResponse.responseType = one.answersWith;
						wanted.smsResponse.responseType = one.answersWith;
						wanted.smsResponse.cgiUrl = parseAddress(cgiUrl) ? null : cgiUrl;
					} else {
						const change = [{ slot: one.changes, address: one.to }];
						apply(account, change);
						apply(wanted, change);
					}
					for (const address of addressesOf(account)) {
						expect(address?.length ?? 0).toBeLessThan(700);
					}
				}
				triggers[1 - last].deactivate(account);
				triggers[last].deactivate(account);
				expect(addressesOf(account).filter((address) => parseAddress(address))).toEqual([]);
				expect(account).toEqual(wanted);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('writing addresses', () => {
	const LONG = `https://crm.example.com/${'a'.repeat(150)}`;
	let ovhcloud: FakeOvhcloud;

	beforeEach(() => {
		ovhcloud = new FakeOvhcloud();
	});

	const write = async (changes: Change[]): Promise<Kept> =>
		await writePlaces(ovhcloud.client, ACCOUNT, structuredClone(ovhcloud.account), changes);

	const activate = async (trigger: Trigger): Promise<Kept> => {
		const { changes, covered } = planActivation(ovhcloud.account, trigger.registrant);
		const kept = await write(changes);
		if (kept !== 'changed') trigger.covered = covered;
		return kept;
	};

	const deactivate = async (trigger: Trigger): Promise<Kept> =>
		await write(planDeactivation(ovhcloud.account, trigger.registrant));

	it('is one request, and one to read them back', async () => {
		const trigger = new Trigger('a');
		expect(await activate(trigger)).toBe('whole');
		expect(ovhcloud.callsSince()).toEqual(['PUT ', 'GET ']);
		expect(trigger.isHeard(ovhcloud.account)).toBe(true);
		expect(await deactivate(trigger)).toBe('whole');
		expect(ovhcloud.account).toEqual(accountWith());
	});

	it('is no request where there is nothing to change', async () => {
		expect(await write([])).toBe('whole');
		expect(ovhcloud.callsSince()).toEqual([]);
	});

	it('that are cut leaves the note out, and n8n knows what to put back', async () => {
		ovhcloud.rules.cutAt = 255;
		ovhcloud.account.callBack = LONG;
		const trigger = new Trigger('a');
		expect(await activate(trigger)).toBe('withoutNote');
		expect(trigger.isHeard(ovhcloud.account)).toBe(true);
		expect(parseAddress(ovhcloud.account.callBack)?.sealed).toBeUndefined();
		// Those that are short enough keep theirs.
		expect(parseAddress(ovhcloud.account.stopCallBack)?.sealed).toBeDefined();
		expect(planActivation(ovhcloud.account, trigger.registrant).changes).toEqual([]);
		expect(await deactivate(trigger)).toBe('whole');
		expect(ovhcloud.account).toEqual(accountWith({ callBack: LONG }));
	});

	it('that are too long even so puts back what was there', async () => {
		ovhcloud.rules.cutAt = 100;
		const smsResponse = { ...accountWith().smsResponse, responseType: 'text' as const };
		Object.assign(ovhcloud.account, { callBack: FOREIGN, smsResponse: { ...smsResponse } });
		const base = `https://n8n.example.com/${'n8n'.repeat(20)}/webhook/ovh-sms-a`;
		expect(await activate(new Trigger('a', { base }))).toBe('changed');
		expect(ovhcloud.account).toMatchObject({
			callBack: FOREIGN,
			smsResponse: { responseType: 'text' },
		});
		// Whether nothing is null or '' makes no difference.
		expect(ovhcloud.account.smsResponse.cgiUrl || null).toBeNull();
		expect(ovhcloud.account.stopCallBack || null).toBeNull();
		expect(ovhcloud.written).toHaveLength(3);
	});

	it('clears them where null does not', async () => {
		ovhcloud.rules.nullClears = false;
		const trigger = new Trigger('a');
		await activate(trigger);
		expect(await deactivate(trigger)).not.toBe('changed');
		expect(addressesOf(ovhcloud.account)).toEqual(['', '', '']);
		expect(ovhcloud.account.smsResponse.responseType).toBe('none');
		expect(ovhcloud.written.at(-2)).toMatchObject({ callBack: null, stopCallBack: null });
		expect(ovhcloud.written.at(-1)).toMatchObject({ callBack: '', stopCallBack: '' });
	});

	it('gives an automatic answer back where null does not clear', async () => {
		ovhcloud.rules.nullClears = false;
		ovhcloud.account.smsResponse.responseType = 'text';
		const trigger = new Trigger('a');
		await activate(trigger);
		expect(await deactivate(trigger)).not.toBe('changed');
		expect(ovhcloud.account.smsResponse).toMatchObject({ responseType: 'text', cgiUrl: '' });
	});

	it('whose answer is lost is done once more, which changes nothing', async () => {
		ovhcloud.lostAnswers = 1;
		const trigger = new Trigger('a');
		expect(await activate(trigger)).toBe('whole');
		expect(ovhcloud.callsSince()).toEqual(['PUT ', 'PUT ', 'GET ']);
		expect(ovhcloud.written[1]).toEqual(ovhcloud.written[0]);
		expect(trigger.isHeard(ovhcloud.account)).toBe(true);
	});

	it('that fails twice, or is refused, is a failure', async () => {
		ovhcloud.lostAnswers = 2;
		expect((await failureOf(activate(new Trigger('a')))).facts.effect).toBe('unknown');
		ovhcloud.callsSince();
		ovhcloud.forbidden.add('');
		expect((await failureOf(deactivate(new Trigger('a')))).facts.effect).toBe('none');
		expect(ovhcloud.callsSince()).toEqual(['PUT ']);
	});
});
