/**
 * Texts and files as people reported them in public, looked for after the rules were written, with
 * where they were found (names and numbers are replaced). What failed at first says so.
 */
import { contactIn } from '../../../src/sms/contact';
import { decodeText } from '../../../src/sms/encoding';
import { harmless } from '../../../src/sms/formulas';
import { checkLeftovers } from '../../../src/sms/leftovers';
import { readReceiverCsv } from '../../../src/sms/receiverCsv';
import { measureText } from '../../../src/sms/text';

const read = async (file: string | number[]) => {
	const bytes = typeof file === 'string' ? Buffer.from(file) : Uint8Array.from(file);
	const rows = await readReceiverCsv(decodeText(bytes, 'File'), {
		parameter: 'File',
		item: 0,
		pause: async () => await Promise.resolve(),
		limited: true,
	});
	return rows.map(({ values }) => values);
};
const latin = (text: string) => [...Buffer.from(text, 'latin1')];

type Rows = Array<Record<string, string>>;

const FILES: Array<[source: string, file: string | number[], rows: Rows]> = [
	[
		'StarGW-net/contacts-import#2',
		'number;name\n+33612345678;Ada',
		[{ number: '+33612345678', name: 'Ada' }],
	],
	[
		'dotCMS/core#36508',
		'\ufeffnumber,name\r\n+33612345678,Ada\r\n',
		[{ number: '+33612345678', name: 'Ada' }],
	],
	['praekeltfoundation/vumi-go#725', 'number\n+33612345678\n', [{ number: '+33612345678' }]],
	[
		'owncloud-archive/contacts#818',
		'name,number\nAda,+33612345678 ::: +33612345679\n',
		[{ name: 'Ada', number: '+33612345678 ::: +33612345679' }],
	],
	[
		'owncloud-archive/contacts#827',
		'Name,Group Membership,number\nИмя Фамилия,* My Contacts ::: * ,+33612345678,,,\n',
		[{ Name: 'Имя Фамилия', 'Group Membership': '* My Contacts ::: * ', number: '+33612345678' }],
	],
	[
		'tilo/smarter_csv#283',
		'number\ttext\n+33612345678\t20" pipe\n+33612345679\tb\n',
		[
			{ number: '+33612345678', text: '20" pipe' },
			{ number: '+33612345679', text: 'b' },
		],
	],
	[
		'studentinsights/studentinsights#1391',
		'number,text\n+33612345678,"... yelling \\"NO\\" to the teacher ..."\n',
		[{ number: '+33612345678', text: '... yelling "NO" to the teacher ...' }],
	],
	[
		'tarql/tarql#50',
		'number,name\n+33612345678,Toys "r" Us\n+33612345679,Emack & Bolio"s\n',
		[
			{ number: '+33612345678', name: 'Toys "r" Us' },
			{ number: '+33612345679', name: 'Emack & Bolio"s' },
		],
	],
	[
		'pandas-dev/pandas#14124',
		'A,number,C\n1,+33612345678,7,\n2,+33612345679,8,\n',
		[
			{ A: '1', number: '+33612345678', C: '7' },
			{ A: '2', number: '+33612345679', C: '8' },
		],
	],
	[
		'pandas-dev/pandas#9295',
		'number,freq\n+33612345678, 5, \n+33612345679, 6\n',
		[
			{ number: '+33612345678', freq: ' 5' },
			{ number: '+33612345679', freq: ' 6' },
		],
	],
	['cpadavis/billy#18', ',number\n0,+33612345678\n', [{ number: '+33612345678' }]],
	[
		'alexcaza/export-to-csv#43',
		'sep=~\n"number"~"Column B"\n"+33612345678"~"Line 1"\n',
		[{ number: '+33612345678', 'Column B': 'Line 1' }],
	],
	['h2oai/datatable#590', 'number\r\n+33612345678\r\n\u001a\0\0\0', [{ number: '+33612345678' }]],
	[
		'valdergallo/data-importer#25',
		'number;name\r+33612345678;Ada\r',
		[{ number: '+33612345678', name: 'Ada' }],
	],
	[
		'brianmario/charlock_holmes#98',
		[...latin('number;name\r+33612345678;S\xeaTIO UWADA\r+33612345679;ALHO POR\xee ma\x8do\r')],
		[
			{ number: '+33612345678', name: 'SÍTIO UWADA' },
			{ number: '+33612345679', name: 'ALHO PORÓ maço' },
		],
	],
	[
		'jawah/charset_normalizer#624',
		latin('number;Kinos\xe4le;Pl\xe4tze\n+33612345678;1;2\n'),
		[{ number: '+33612345678', Kinosäle: '1', Plätze: '2' }],
	],
	[
		'polygonplanet/encoding.js#12',
		latin('Pr\xe9nom;number\ninvit\xe9\xe0\xe7\xf901;+33612345678\n;\n'),
		[{ Prénom: 'invitéàçù01', number: '+33612345678' }],
	],
	[
		'Quartz/bad-data-guide#40',
		'number,note\n+33612345678,"a\nb\u001ac"\n',
		[{ number: '+33612345678', note: 'a\nb\u001ac' }],
	],
];

test.each(FILES)('the file of %s is read', async (_, file, rows) => {
	expect(await read(file)).toEqual(rows);
});

test.each([
	['OSGeo/gdal#11863', 'number,txt\n1,"foo""\n2,bar\n', 'from line 2 on, column "txt"'],
	['adaltas/node-csv-parse#273', 'number,a\n1,b\n2,"def\n3,c\n', 'from line 3 on, column "a"'],
])('the file of %s is refused with line and column', async (_, file, where) => {
	await expect(read(file)).rejects.toThrow(where);
});

test.each([
	['thunder-id/thunderid#4835', 'MyApp: {{ctx(bindingMessage)}} Tap to approve'],
	['chameleon-system/chameleon-system#469', 'Order {{customernumber}} is confirmed'],
	['bunqCommunity/bunqDesktop#29', 'Paid on NaN Invalid Date, NaN NaN:NaN:NaN'],
	[
		'freescout-help-desk/freescout#4473 (failed at first: other signs)',
		'Hello {%customer.firstName%}',
	],
])('the text of %s is refused', (_, text) => {
	expect(() => checkLeftovers(text)).toThrow('holds "');
});

test('the text of alphagov/notifications-api#120 is sent: people write such brackets, too', () => {
	expect(() => checkLeftovers('Hello ((phone number))')).not.toThrow();
});

test.each([
	[
		'Xinyuan-LilyGO/T-SIM7600X#131',
		['www.domain.com', 'domain.com', 'bit.ly', 't.me' /* failed at first: one letter */],
	],
	['Blount/Cheky#54', ['http://tinyurl.com/gna8kuc']],
])('the links of %s are found', (_, links) => {
	for (const link of links) expect(contactIn(`See ${link}`)).toBeDefined();
});

test('the text of TwilioDevEd/message-segment-calculator#18 takes two parts', () => {
	const text = `this is a ${']'.repeat(74)}😘`;
	expect(measureText(text, { stopClause: false })).toMatchObject({ parts: 2, characters: 86 });
});

test.each([
	['hhurz/tableExport.jquery.plugin#230', "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
	['iris-connect/iris-client#443', '+33 6 12 34 56 78', '+33 6 12 34 56 78'],
])('the field of %s is exported', (_, field, shown) => {
	expect(harmless(field)).toBe(shown);
});
