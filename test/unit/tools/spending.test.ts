import { OvhError } from '../../../src/ovh/errors';
import { Spending } from '../../../tools/verify/spending';

const sms = (cost: number, taken: unknown = cost) => {
	const sent = jest.fn(async () => ({ taken }));
	const order = {
		purpose: 'An SMS.',
		cost,
		send: sent,
		taken: (answer: { taken: unknown }) => answer.taken,
	};
	return { sent, order };
};

test('the limit is never passed', async () => {
	const spending = new Spending(async () => true, 3);
	await spending.order(sms(2).order);
	const second = sms(1.5);
	await expect(spending.order(second.order)).rejects.toThrow('1 of the limit of 3 are left');
	expect(second.sent).not.toHaveBeenCalled();
	await spending.order(sms(1).order);
	await expect(spending.order(sms(0.1).order)).rejects.toThrow('0 of the limit');
	expect(spending.spent).toBe(3);
});

test('after a price that was not foretold, nothing more is sent', async () => {
	const spending = new Spending(async () => true);
	await spending.order(sms(1, 2).order);
	const second = sms(1);
	await expect(spending.order(second.order)).rejects.toThrow('took 2 credits instead of 1');
	expect(second.sent).not.toHaveBeenCalled();
	expect(spending.spent).toBe(2);
});

test.each([NaN, 0, -1])('with the price %p nothing is sent, and nobody is asked', async (cost) => {
	const agrees = jest.fn(async () => true);
	const { order, sent } = sms(cost);
	await expect(new Spending(agrees).order(order)).rejects.toThrow('cost of an SMS is not known');
	expect(agrees).not.toHaveBeenCalled();
	expect(sent).not.toHaveBeenCalled();
});

test('a report that does not tell the credits counts as told before', async () => {
	const spending = new Spending(async () => true);
	await spending.order(sms(1, undefined).order);
	expect(spending.spent).toBe(1);
});

test('what was refused costs nothing; what may have been sent counts, and is the last', async () => {
	const spending = new Spending(async () => true);
	const facts = { kind: 'server', method: 'POST', route: '/sms', path: '/sms' } as const;
	const failing = (effect: 'none' | 'unknown') => ({
		...sms(1).order,
		send: async () => await Promise.reject(new OvhError({ ...facts, effect })),
	});
	await expect(spending.order(failing('none'))).rejects.toThrow();
	expect(spending.spent).toBe(0);
	await expect(spending.order(failing('unknown'))).rejects.toThrow();
	expect(spending).toMatchObject({ spent: 1, isAnswerLost: true });
	await expect(spending.order(sms(1).order)).rejects.toThrow('nothing more is sent');
});
