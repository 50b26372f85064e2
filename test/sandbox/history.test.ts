import type { Sandbox } from '../../sandbox';
import { send } from './client';
import { ACCOUNT, callerAt, closeSandboxes, open, TestClock } from './world';

afterEach(closeSandboxes);

const clock = new TestClock();
const { act, get, post, timed } = callerAt(clock);
let sandbox: Sandbox;

/** Asks for an export. @returns the document's path and its text once it is there */
async function exported(query: string, path = ACCOUNT) {
	const document = `/me/document/${String(await get(`${path}/document?${query}`))}`;
	const { getUrl } = (await get(document)) as { getUrl: string };
	return { document, read: async () => await send(getUrl, 'GET', {}) };
}

test('the sent messages come as a CSV file, which is empty for a moment', async () => {
	clock.milliseconds = Date.parse('2026-11-25T10:00:00Z');
	sandbox = await open({ now: clock.now, taskDelayMs: 5000 });
	await post({ message: 'It said "hi";\nSTOP', tag: 'a' });
	const { document, read } = await exported('wayType=outgoing');
	expect(await get(document)).toMatchObject({ size: 0, name: 'outgoing.csv' });
	expect(await read()).toMatchObject({ status: 404 });
	clock.forward(5);
	const { text } = await read();
	expect(text).toBe(
		'id;date;sender;receiver;ptt;operatorCode;descriptionDlr;tag;message;sentAt;deliveredAt\n' +
			'26929925;2026-11-25 10:00:00;"BOUTIQUE";+33612345678;4;20801;"Success";"a";' +
			'"It said ""hi"";\nSTOP";2026-11-25 10:00:00;2026-11-25 10:00:00\n',
	);
	expect(await get(document)).toMatchObject({ size: Buffer.byteLength(text) });
});

test('the filters of the export hold: dates, tag, batch', async () => {
	sandbox = await open({ now: clock.now });
	const ids = async (query: string) => {
		const { read } = await exported(`wayType=outgoing&${query}`);
		return (await read()).text.match(/^\d{8}(?=;)/gm) ?? [];
	};
	await post({ tag: 'a' });
	clock.forward(3600);
	const to = ['+33612345678'];
	const body = { message: 'x', from: 'BOUTIQUE', to, noStop: true, tag: 'b' };
	const { id } = (await act('POST', `${ACCOUNT}/batches`, body)).json as { id: string };
	expect(await ids('tag=a')).toEqual(['26929925']);
	expect(await ids(`batchID=${id}`)).toEqual(['26929926']);
	const date = encodeURIComponent(new Date(clock.milliseconds - 60_000).toISOString());
	expect(await ids(`creationDatetime.from=${date}`)).toEqual(['26929926']);
	expect(await ids(`creationDatetime.to=${date}`)).toEqual(['26929925']);
});

test('the received messages come as a CSV file too', async () => {
	sandbox = await open({ now: clock.now });
	const received = { account: sandbox.accountName, sender: '+33612345678', tag: 'a' };
	const { id } = sandbox.state.receive({ ...received, message: 'Yes' });
	const { read } = await exported('wayType=incoming');
	expect((await read()).text).toMatch(
		new RegExp(`^id;date;sender;tag;message\n${id};[-\\d :]{19};"\\+33612345678";"a";"Yes"\n$`),
	);
	expect(await timed({ path: `${ACCOUNT}/document` })).toMatchObject({ status: 400 });
});
