import type { IDataObject, INode } from 'n8n-workflow';

import { resources } from '../../nodes/OvhSms/resources';
import { VALIDATION_CODE } from '../../sandbox/routes/senders';
import { sentSms } from '../helpers/messages';
import { ACCOUNT } from '../helpers/operations';
import { readOutputSchema, type OutputSchema } from '../helpers/outputSchema';
import { jsonOf, setStage } from '../helpers/stage';
import { byId, single } from '../helpers/workflows';

const stage = setStage();

const account = byId(ACCOUNT);

async function run(parameters: INode['parameters']): Promise<IDataObject> {
	const [item] = jsonOf(await stage.run(single(parameters)));
	return item;
}

const SEND = {
	to: '+33612345678',
	message: 'Hello',
	senderType: 'sender',
	sender: byId('BOUTIQUE'),
};

const schedule = async () => {
	const options = { sendAt: new Date(Date.now() + 3_600_000).toISOString() };
	const { ids } = await run({ resource: 'sms', operation: 'send', account, ...SEND, options });
	return byId(String(ids));
};

/** Runs an operation; what comes before it makes what it needs. */
const get = async (resource: string, operation: string, more: INode['parameters'] = {}) =>
	await run({ resource, operation, account, ...more });

const receive = () =>
	byId(
		String(
			stage.sandbox.state.receive({ account: ACCOUNT, sender: '+33612345678', message: 'Yes' }).id,
		),
	);
const sent = () => byId(String(sentSms(stage.sandbox).id));
const optOut = () => {
	stage.sandbox.state.addToBlacklist(ACCOUNT, '+33612345678', 1);
	return byId('+33612345678');
};
const newBook = async () => {
	const { bookKey } = await get('phonebook', 'create', { name: 'Friends' });
	return byId(String(bookKey));
};
const CONTACT = { name: 'Lovelace', surname: 'Ada', group: 'math' };
const newContact = async () => {
	const bookKey = await newBook();
	const { id } = await get('contact', 'create', { bookKey, ...CONTACT });
	return { bookKey, contactId: byId(String(id)) };
};
const TEMPLATE = { name: 'shipped', activity: 'transactional', message: 'Order #VALUE#' };
const newTemplate = async () => {
	await get('template', 'create', TEMPLATE);
	return { templateName: byId('shipped') };
};
const USER = { login: 'till', password: 'Secret12' };
const newUser = async () => {
	await get('user', 'create', USER);
	return { login: byId('till') };
};
const newLookup = async () => {
	const { id } = await get('lookup', 'lookUp', { to: '+33612345678' });
	return { lookupId: byId(String(id)) };
};
const availableSender = async () => {
	const { sender } = await get('sender', 'getAvailable');
	await get('sender', 'create', { sender: String(sender) });
	return byId(String(sender));
};

const BATCH = { recipients: 'to', ...SEND };
const newBatch = async () => {
	const { id } = await get('batch', 'create', BATCH);
	return { batchId: byId(String(id)) };
};
const putOffBatch = async () => {
	const options = { sendAt: new Date(Date.now() + 3_600_000).toISOString() };
	const { id } = await get('batch', 'create', { ...BATCH, options });
	return { batchId: byId(String(id)) };
};
const listAtAddress = () => {
	const { documents, storage } = stage.sandbox.state;
	const { id } = documents.createWith('friends.csv', 'number\n+33612345678\n', 0);
	return { source: 'url', description: 'Friends', csvUrl: storage.getUrl(id) };
};
const newList = async () => {
	const { slotId } = await get('receiverList', 'create', listAtAddress());
	return { slotId: byId(String(slotId)) };
};

const refusedTemplate = async () => {
	const parameters = await newTemplate();
	const template = stage.sandbox.state.accounts.get(ACCOUNT)?.templates.get('shipped');
	if (template) template.status = 'refused';
	return parameters;
};

/** What each operation is given, made when it is its turn. */
const OPERATIONS: Record<string, Record<string, () => object | Promise<object>>> = {
	account: {
		get: () => ({}),
		getAll: () => ({}),
		update: () => ({ updateFields: { description: 'Shop' } }),
		transferCredits: () => ({ smsAccountTarget: byId('sms-xx12345-2'), credits: 1 }),
	},
	batch: {
		create: () => BATCH,
		get: newBatch,
		getAll: newBatch,
		getStatistics: newBatch,
		update: async () => ({ ...(await newBatch()), name: 'Sale' }),
		cancel: putOffBatch,
		delete: newBatch,
	},
	blacklist: {
		get: () => ({ number: optOut() }),
		getAll: () => optOut() && {},
		delete: () => ({ number: optOut() }),
	},
	contact: {
		create: async () => ({ bookKey: await newBook(), ...CONTACT }),
		get: newContact,
		getAll: newContact,
		update: async () => ({ ...(await newContact()), updateFields: { group: 'poets' } }),
		delete: newContact,
	},
	incoming: {
		export: () => receive() && {},
		get: () => ({ incomingId: receive() }),
		getAll: () => receive() && {},
		delete: () => ({ incomingId: receive() }),
	},
	job: {
		get: async () => ({ jobId: await schedule() }),
		getAll: async () => (await schedule()) && {},
		cancel: async () => ({ jobId: await schedule() }),
	},
	lookup: {
		lookUp: () => ({ to: '+33612345678' }),
		get: newLookup,
		getAll: newLookup,
	},
	outgoing: {
		export: () => sent() && {},
		get: () => ({ outgoingId: sent() }),
		getAll: () => sent() && {},
		delete: () => ({ outgoingId: sent() }),
	},
	phonebook: {
		create: () => ({ name: 'Friends' }),
		get: async () => ({ bookKey: await newBook() }),
		getAll: newBook,
		update: async () => ({ bookKey: await newBook(), name: 'Foes' }),
		delete: async () => ({ bookKey: await newBook() }),
	},
	receiverList: {
		create: listAtAddress,
		get: newList,
		getAll: newList,
		update: async () => ({ ...(await newList()), updateFields: { description: 'Foes' } }),
		clean: newList,
		delete: newList,
	},
	rate: { get: () => ({ country: 'fr' }) },
	sender: {
		create: () => ({ sender: 'MYSHOP' }),
		get: () => ({ sender: byId('BOUTIQUE') }),
		getAll: () => ({}),
		getAvailable: () => ({}),
		validate: async () => ({ sender: await availableSender(), code: VALIDATION_CODE }),
		delete: () => ({ sender: byId('BOUTIQUE') }),
	},
	sms: {
		send: () => SEND,
		estimate: () => ({
			to: '+33612345678, +377612345678, nobody',
			message: 'Être ou 👍',
			options: { characters: 'replace' },
		}),
	},
	template: {
		create: () => TEMPLATE,
		get: newTemplate,
		getAll: newTemplate,
		update: async () => ({ ...(await newTemplate()), updateFields: { description: 'Status' } }),
		relaunch: async () => ({ ...(await refusedTemplate()), message: 'Hi', description: 'Status' }),
		delete: newTemplate,
	},
	user: {
		create: () => USER,
		get: newUser,
		getAll: newUser,
		update: async () => ({ ...(await newUser()), updateFields: { quotaLeft: 5 } }),
		delete: newUser,
	},
	virtualNumber: {
		get: () => ({ number: byId('+33700000001') }),
		getAll: () => ({}),
	},
};

const EACH = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => [value, operation.value] as const),
);

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}

/** The places where a value is not what the preview says. */
function differences(value: unknown, schema: OutputSchema, path = ''): string[] {
	const type = typeOf(value);
	const allowed = [schema.type].flat();
	if (!allowed.includes(type) && !(type === 'integer' && allowed.includes('number'))) {
		return [`${path} is ${type}, not ${allowed.join(' or ')}`];
	}
	if (Array.isArray(value)) {
		return value.flatMap((entry, index) =>
			differences(entry, schema.items ?? { type: [] }, `${path}[${index}]`),
		);
	}
	if (type !== 'object') return [];
	return Object.entries(value as IDataObject).flatMap(([name, entry]) =>
		differences(entry, schema.properties?.[name] ?? { type: [] }, `${path}.${name}`),
	);
}

test.each(EACH)('the preview of %s → %s is what it gives out', async (resource, operation) => {
	const parameters = await OPERATIONS[resource][operation]();
	const output = await get(resource, operation, parameters as INode['parameters']);
	const schema = readOutputSchema(resource, operation);
	expect(differences(output, schema)).toEqual([]);
	expect(Object.keys(output)).toEqual(expect.arrayContaining(Object.keys(schema.properties ?? {})));
});
