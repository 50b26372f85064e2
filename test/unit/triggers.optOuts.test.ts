import { firstLookAtOptOuts, readNewOptOuts } from '../../triggers/optOuts';
import { failureOf, LOCAL_TIME, ok, scripted } from './scripted';

const ACCOUNT = 'sms-xx12345-1';
const ADA = '+33612345678';

test('an opt-out that cannot be told from others is an error, and comes with the next look', async () => {
	const entry = { number: ADA, dateCreation: '2023-11-14T22:13:25+00:00' };
	const { client } = scripted([
		ok([]),
		ok([ADA]),
		ok({ ...entry, number: null }),
		ok([ADA]),
		ok(entry),
	]);
	const known = await firstLookAtOptOuts(client, ACCOUNT, LOCAL_TIME, false);
	const { facts } = await failureOf(readNewOptOuts(client, ACCOUNT, known));
	expect(facts).toMatchObject({ kind: 'unreadable', effect: 'none' });
	const { objects } = await readNewOptOuts(client, ACCOUNT, known);
	expect(objects).toEqual([entry]);
});
