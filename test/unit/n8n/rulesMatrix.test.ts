import type { RequestOptions } from '../../../src/n8n/authorisedRequest';
import { signRequest } from '../../../src/n8n/signedRequest';
import { credential } from '../../helpers/signing';

/** In every spelling, the digits that no signed request may hold. */
const DIGITS = '7400123456';
const LONDON = `+44${DIGITS}`;
const ADA = '+33612345678';
const job = (receivers: unknown) => ({ message: 'Hi', sender: 'BOUTIQUE', receivers });
const text = JSON.stringify(job([LONDON]));
/** As it begins; nobody can see what is in it. */
const COMPRESSED = Buffer.from([0x1f, 0x8b, 0x08, 0x00]);

/** Routes that reach somebody, in spellings that some server reads as one of them. */
const PATHS = [
	...['/sms/x/jobs', '/SMS/x/JOBS', '//sms///x//jobs//', '/sms/x/./jobs', '/sms/x/jobs%2f'],
	...['/sms/x/%6a%6F%62%73', '/sms%2fx%2fjobs', '/%73ms/x/jobs', '/sms/x/jobs;a=b', '/sms/x/jobs?'],
	...['/sms/x/jobs.json', '/sms/x/jobs%20', '/sms/x/jobs%00', '/sms/x/jobs%0a', '/sms/x/jobs#part'],
	...['/sms\\x\\jobs', '/sms/x/j\tobs', '/sms/x/jo\nbs', '/sms/x%2Fjobs', '/sms/x/users/u/jobs'],
	...[
		'/sms/x/virtualNumbers/+33700000001/jobs',
		'/sms/sms/jobs',
		'/;/sms/x/jobs',
		'/%2fsms/x/jobs',
	],
	...['/sms;v=1/x/jobs', '/sms.json/x/jobs', '/sms/x;a/jobs', '/sms/x/jobs%23', '/sms/x/jobs%3fa'],
];

const BODIES: unknown[] = [
	...[job([LONDON]), text, Buffer.from(text), [job([LONDON])], job([[[LONDON]]]), job(LONDON)],
	...[job([447400123456]), job(['00447400123456']), job(JSON.stringify([LONDON]))],
	...[
		job([`${ADA},${LONDON}`]),
		job([`${LONDON}\n`]),
		job([`tel:${LONDON}`]),
		job([{ n: LONDON }]),
	],
	...[{ RECEIVERS: [LONDON] }, { 'receivers[]': [LONDON] }, { 'receivers[0]': LONDON }],
	...[{ receivers: { 0: LONDON } }, { 'receivers.0': LONDON }, { job: job([LONDON]) }],
	...[Buffer.from(`\ufeff${text}`), Buffer.from(text, 'utf16le'), COMPRESSED],
	...[`receivers[]=${LONDON}`, `<receivers>${LONDON}</receivers>`, `{receivers:["${LONDON}"]}`],
	...[`{"receivers":["${LONDON}"],}`, `{"receivers":["${ADA}"]}\n${text}`, `/*a*/${text}`],
	...[`{"receivers":["${LONDON}"],"receivers":["${ADA}"]}`, `{"\\u0072eceivers":["${LONDON}"]}`],
	...[JSON.stringify(text), new Uint8Array(Buffer.from(text)), new URLSearchParams({ text })],
];

const METHODS = ['POST', 'post', 'PUT', 'PATCH', 'OPTIONS', 'GET', 'DELETE', 'HEAD'];

/** Whether what would be sent holds the number; nothing is sent where it is refused. */
function holdsNumber(rules: object, options: RequestOptions): boolean {
	try {
		const { body } = signRequest({ ...credential, ...rules }, options);
		if (!Buffer.isBuffer(body)) return false;
		return [body.toString(), body.toString('utf16le')].join().includes(DIGITS) || body[0] === 0x1f;
	} catch {
		return false;
	}
}

test.each([{ allowedCountries: ['FR'] }, { redirectTo: ADA }])(
	'under %j nothing is signed for another number, however it is written',
	(rules) => {
		const passed = PATHS.flatMap((path) =>
			METHODS.flatMap((method) =>
				BODIES.filter((body) => holdsNumber(rules, { method, url: path, body })).map(
					(body) => `${method} ${path} ${String(body)}`,
				),
			),
		);
		expect(passed).toEqual([]);
	},
);

test('without rules, the same is signed', () => {
	expect(holdsNumber({}, { method: 'POST', url: '/sms/x/jobs', body: text })).toBe(true);
});
