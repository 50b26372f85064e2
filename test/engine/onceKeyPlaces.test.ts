import { ACCOUNT, itemsTo, numbers, sendWorkflow } from '../helpers/sending';
import { jsonOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const [ADA] = numbers(1);
const [ONE, TWO] = ['+33700000001', '+33700000002'];
const sender = {};
const through = (number: string) => ({
	senderType: 'virtualNumber',
	virtualNumber: byId(number),
});
const keyed = (from: object) =>
	sendWorkflow(
		{ to: ADA, message: 'Your order is ready', options: { onceKey: 'order-42' }, ...from },
		{ onError: 'continueRegularOutput' },
	);
const run = async (from: object) => jsonOf(await stage.run(keyed(from), itemsTo([ADA])))[0];

beforeEach(() => {
	stage.sandbox.quirks.virtualNumberJobs = 'ownList';
	stage.sandbox.state.addVirtualNumber(ACCOUNT, { number: TWO, countryCode: 'fr' });
});

/** What another n8n has ordered with the key. */
function order(virtualNumber: string | null, minutes: number): void {
	stage.sandbox.state.addSent(ACCOUNT, {
		receiver: ADA,
		message: 'Your order is ready',
		tag: 'order-42',
		virtualNumber,
		...(virtualNumber !== null && { sender: virtualNumber }),
		differedPeriod: minutes,
	});
}

describe.each([
	['through a number, then from a sender', ONE, sender],
	['through a number, then through another one', ONE, through(TWO)],
	['from a sender, then through a number', null, through(ONE)],
])('a once key that was used %s', (_, first, second) => {
	test('is seen where the first message was sent', async () => {
		order(first, 0);
		expect(await run(second)).toMatchObject({ recipients: [{ status: 'alreadySent' }] });
		expect(stage.sandbox.sentTo(ADA)).toHaveLength(1);
	});

	test('is not used again while the first message waits', async () => {
		order(first, 60);
		expect((await run(second)).error).toContain('"Once Key" may have been used already');
		expect(stage.sandbox.requests.filter(({ method }) => method === 'POST')).toEqual([]);
	});
});
