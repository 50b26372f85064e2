import type { IDataObject } from 'n8n-workflow';

import { number } from '../../../operations/fields';
import type { OperationRun } from '../../../operations/run';
import { optionalValues } from '../../../operations/values';
import { readUntil } from '../../../operations/wait';

const SECONDS = number(
	'waitForStatus',
	'Wait for Status',
	'Seconds to wait at most until the delivery status is final. After that the item has the status as it is then.',
	{ default: 60, typeOptions: { minValue: 0, maxValue: 3600, numberPrecision: 0 } },
);

/** For reading a sent message: the option to wait for its final status. */
export const WAIT_FOR_STATUS = {
	settings: [SECONDS],
	around: async (
		run: OperationRun,
		item: number,
		read: () => Promise<IDataObject[]>,
	): Promise<IDataObject[]> => {
		const { waitForStatus = 0 } = optionalValues(run, item, 'options', [SECONDS]);
		return await readUntil(run, read, ([message]) => isFinal(message), Number(waitForStatus));
	},
};

function isFinal({ status }: IDataObject): boolean {
	return status === 'delivered' || status === 'failed';
}
