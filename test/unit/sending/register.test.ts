import { Register } from '../../../src/sending/register';
import { ANNA, BEN, requestTo } from './sendRequests';

const KEY = 'order-42';
const ACCOUNT = 'sms-ab12345-1';
const keyed = (sendAt?: number) => ({
	...requestTo([ANNA, BEN], { options: { tag: KEY }, ...(sendAt && { sendAt }) }),
	once: true,
});

test('a message that is cancelled gives back its once key, and no other', () => {
	const register = new Register();
	register.remember(keyed(), KEY, [
		{ receiver: ANNA, id: 7, credits: 1 },
		{ receiver: BEN, id: 8, credits: 1 },
	]);
	register.release(7);
	expect(register.useOf(ACCOUNT, KEY, ANNA)).toBeUndefined();
	expect(register.useOf(ACCOUNT, KEY, BEN)).toMatchObject({ accepted: { id: 8 } });
});

test('a key of which nobody knows stays so, whatever is cancelled', () => {
	const register = new Register();
	register.lose(keyed(), KEY, Date.now(), { kind: 'timeout' } as never);
	register.release(7);
	expect(register.useOf(ACCOUNT, KEY, ANNA)).toMatchObject({ lost: { kind: 'timeout' } });
});

test('a key holds as it was asked for, though OVHcloud keeps less of it', () => {
	const register = new Register();
	register.remember(keyed(), 'order', [{ receiver: ANNA, id: 7, credits: 1 }]);
	expect(register.useOf(ACCOUNT, KEY, ANNA)).toMatchObject({ isScheduled: false });
	expect(register.useOf(ACCOUNT, 'order', ANNA)).toBeUndefined();
	expect(register.tagOf(ACCOUNT, 7)).toBe('order');
});

test('without a once key, or an id, there is nothing to remember', () => {
	const register = new Register();
	register.remember(requestTo([ANNA]), 'promo', [{ receiver: ANNA, credits: 1 }]);
	register.lose(requestTo([ANNA]), 'promo', Date.now(), { kind: 'timeout' } as never);
	expect(register.useOf(ACCOUNT, 'promo', ANNA)).toBeUndefined();
	expect(register.tagOf(ACCOUNT, undefined as never)).toBeUndefined();
});

test('a message that is to go out later may have been cancelled elsewhere', () => {
	const register = new Register();
	register.remember(keyed(1), KEY, [{ receiver: ANNA, id: 7, credits: 1 }]);
	expect(register.useOf(ACCOUNT, KEY, ANNA)).toMatchObject({ isScheduled: true });
});
