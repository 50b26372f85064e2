import { checkSenderName, frenchRemark } from '../../../src/sms/senderRules';
import { refused } from '../../helpers/refused';

test.each(['MYSHOP', 'ABCDEFGHIJK', '+33612345678', '0033 6 12 34 56 78', '06.12.34.56.78'])(
	'%s can be a sender anywhere',
	(sender) => {
		expect(() => checkSenderName(sender)).not.toThrow();
	},
);

test('a name of twelve characters can be one nowhere', () => {
	expect(refused(() => checkSenderName('ABCDEFGHIJKL')).message).toContain('has 12 characters');
});

test.each([
	['12345', 'is digits alone'],
	['MY SHOP', 'holds more than the letters'],
	['BankRDV', 'the general word "Bank"'],
	['', undefined],
	['MYSHOP24', undefined],
	['+33612345678', undefined],
])('what operators in France say of %j: %p', (sender, remark) => {
	if (remark) expect(frenchRemark(sender)).toContain(remark);
	else expect(frenchRemark(sender)).toBeUndefined();
});
