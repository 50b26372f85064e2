import { eventItem, shownEvents } from '../../../src/triggers/events';

const report = eventItem('deliveryReport', 'sms-xx12345-1', {
	id: 1,
	receiver: '+33612345678',
	status: 'failed',
	statusText: 'The number is invalid',
	permanent: true,
	ptt: 23,
	tariffCode: 'x',
});
const reply = eventItem('messageReceived', 'sms-xx12345-1', { id: 2, sender: '+33612345678' });

test('Simplify gives the event, the account, then the status and what it is about', () => {
	const [shown] = shownEvents([report], { simplify: true });
	expect(Object.keys(shown)).toEqual([
		'event',
		'account',
		'status',
		'statusText',
		'permanent',
		'id',
		'receiver',
	]);
});

test('what has few fields stays whole', () => {
	expect(shownEvents([reply], { simplify: true })).toEqual([reply]);
});

test('without Simplify, everything stays', () => {
	expect(shownEvents([report, reply], { simplify: false })).toEqual([report, reply]);
});
