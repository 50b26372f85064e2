import type { IDataObject, INode } from 'n8n-workflow';

import type { Keys } from '../../sandbox';
import { createBatch } from '../helpers/batches';
import { storedLists, writesOf } from '../helpers/receivers';
import { numbers } from '../helpers/sending';
import { errorOf, setStage } from '../helpers/stage';
import { byId } from '../helpers/workflows';

const stage = setStage();
const [ADA] = numbers(1);
const LONDON = '+447400123456';

/** A list as OVHcloud keeps it, made by something else than the node. */
function store(columns: string[], ...rows: Array<Record<string, string>>): void {
	storedLists(stage).set(1, {
		slotId: 1,
		description: 'x',
		datetime: new Date(0).toISOString(),
		autoUpdate: false,
		csvUrl: null,
		cleaned: null,
		table: { columns, rows },
	});
}

const refusalUnder = async (rules: IDataObject, options: IDataObject) => {
	const file = createBatch({
		recipients: 'receiverList',
		slotId: byId('1'),
		options: options as INode['parameters'],
	});
	const keys = { ...stage.sandbox.keys, ...rules } as unknown as Keys;
	const error = errorOf(await stage.run(file, [{ json: {} }], keys));
	expect(writesOf(stage)).toEqual([]);
	return error.message;
};

const GUARDS: Array<[rules: IDataObject, options: IDataObject]> = [
	[{ allowedCountries: ['FR'] }, {}],
	[{}, { allowedCountries: ['FR'] }],
	[{}, { maxRecipients: 1 }],
	[{}, { maxCredits: 1 }],
];

describe('a stored list is held against the guards as OVHcloud reads it', () => {
	test.each(GUARDS.slice(0, 3))('with semicolons only, under %j and %j', async (rules, options) => {
		// By its commas, the first column would be the number.
		const first = 'number,x,y';
		const others = [6, 7, 8].map((end) => LONDON.replace(/6$/, String(end)));
		store([first, 'number'], ...others.map((number) => ({ [first]: `${ADA},1,2`, number })));
		expect(await refusalUnder(rules, options)).toMatch(/allows only France|holds 3 recipients/);
	});

	describe.each(GUARDS)('under %j and %j', (rules, options) => {
		test.each(['Number', 'NUMBER', 'phone'])('not without its column (%s)', async (column) => {
			store([column], { [column]: LONDON, number: LONDON });
			expect(await refusalUnder(rules, options)).toContain(
				`it has no column "number" but "${column}"`,
			);
		});

		test('not where a line has no number', async () => {
			store(['number', 'phone'], { number: ADA, phone: '' }, { number: '', phone: LONDON });
			expect(await refusalUnder(rules, options)).toContain('it has a line without a number');
		});
	});
});
