import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../src/operations/operation';
import type { OperationRun } from '../../../src/operations/run';
import { send } from '../../../nodes/OvhSms/send/send';
import { Journal } from '../../../src/sending/journal';
import type { FakeAccount } from './fakeAccount';

/** What one item of a run asks for. */
export interface Wish {
	to: string[];
	message?: string;
	options?: IDataObject;
}

/** An execution that sends through an account in memory, over its tries. */
export class FakeExecution {
	/** The node's context, which n8n keeps as JSON between two tries. */
	memory: IDataObject = {};

	constructor(
		private readonly account: FakeAccount,
		private readonly wishes: Wish[],
		private readonly stopsAtFailure = false,
	) {}

	/** One try: what became of each item. */
	async attempt(): Promise<Outcome[]> {
		const { account, memory, wishes, stopsAtFailure } = this;
		const parameter = (name: string, item: number): unknown =>
			({
				account: 'sms-ab12345-1',
				senderType: 'sender',
				sender: 'MyShop',
				messageType: 'transactional',
				message: 'Hello',
				options: {},
				...wishes[item],
			})[name];
		const journal = new Journal(memory, '0', '1');
		const run = {
			items: wishes.map(() => ({ json: {} })),
			client: account,
			stopsAtFailure,
			concurrentRequests: 5,
			timezone: 'UTC',
			rules: {},
			hint: () => undefined,
			name: { executionId: '1', workflowId: '2', nodeName: 'OVHcloud SMS', runIndex: '0' },
			journal,
			mayHave: () => false,
			expressionOf: () => undefined,
			sourceOf: (item: number) => JSON.stringify(wishes[item].to),
			parameter,
			text: (name: string, item: number) => String(parameter(name, item) ?? ''),
			collection: parameter,
			options: (item: number) => parameter('options', item),
		} as unknown as OperationRun;
		const outcomes = await send.run(run);
		const failed = outcomes.map((outcome) => 'error' in outcome);
		journal.save((item) => failed[item], !failed.includes(true));
		this.memory = JSON.parse(JSON.stringify(memory)) as IDataObject;
		return outcomes;
	}
}
