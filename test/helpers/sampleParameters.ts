import type { IDataObject, INode } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { VALIDATION_CODE } from '../../sandbox/routes/senders';
import { sentSms } from './messages';
import { ACCOUNT } from './operations';
import { byId } from './workflows';

/** Where an operation is run, and what comes before it makes what it needs. */
export interface World {
	sandbox: Sandbox;
	/** Runs an operation and gives its first item. */
	run: (
		resource: string,
		operation: string,
		parameters?: INode['parameters'],
	) => Promise<IDataObject>;
}

type MakeParameters = (world: World) => object | Promise<object>;

const SEND = {
	to: '+33612345678',
	message: 'Your order is ready',
	senderType: 'sender',
	sender: byId('BOUTIQUE'),
};

const CODE = {
	...SEND,
	message: 'Your code is #code#',
	options: { allowedCountries: ['FR'] },
};

const schedule = async ({ run }: World) => {
	const options = { sendAt: new Date(Date.now() + 3_600_000).toISOString() };
	const { ids } = await run('sms', 'send', { ...SEND, options });
	return byId(String(ids));
};

const receive = ({ sandbox }: World) =>
	byId(
		String(sandbox.state.receive({ account: ACCOUNT, sender: '+33612345678', message: 'Yes' }).id),
	);
const sent = ({ sandbox }: World) => byId(String(sentSms(sandbox).id));
const optOut = ({ sandbox }: World) => {
	sandbox.state.addToBlacklist(ACCOUNT, '+33612345678', 1);
	return byId('+33612345678');
};
const newBook = async ({ run }: World) => {
	const { bookKey } = await run('phonebook', 'create', { name: 'Customers' });
	return byId(String(bookKey));
};
const CONTACT = { name: 'Lovelace', surname: 'Ada', group: 'math' };
const newContact = async (world: World) => {
	const bookKey = await newBook(world);
	const { id } = await world.run('contact', 'create', { bookKey, ...CONTACT });
	return { bookKey, contactId: byId(String(id)) };
};
const TEMPLATE = { name: 'shipped', activity: 'transactional', message: 'Order #VALUE#' };
const newTemplate = async ({ run }: World) => {
	await run('template', 'create', TEMPLATE);
	return { templateName: byId('shipped') };
};
const USER = { login: 'till', password: 'Secret12' };
const newUser = async ({ run }: World) => {
	await run('user', 'create', USER);
	return { login: byId('till') };
};
const newLookup = async ({ run }: World) => {
	const { id } = await run('lookup', 'lookUp', { to: '+33612345678' });
	return { lookupId: byId(String(id)) };
};
const availableSender = async ({ run }: World) => {
	const { sender } = await run('sender', 'getAvailable');
	await run('sender', 'create', { sender: String(sender) });
	return byId(String(sender));
};

const BATCH = { recipients: 'to', ...SEND };
const newBatch = async ({ run }: World) => {
	const { id } = await run('batch', 'create', BATCH);
	return { batchId: byId(String(id)) };
};
const putOffBatch = async ({ run }: World) => {
	const options = { sendAt: new Date(Date.now() + 3_600_000).toISOString() };
	const { id } = await run('batch', 'create', { ...BATCH, options });
	return { batchId: byId(String(id)) };
};
const listAtAddress = ({ sandbox }: World) => {
	const { documents, storage } = sandbox.state;
	const { id } = documents.createWith('customers.csv', 'number\n+33612345678\n', 0);
	return { source: 'url', description: 'Customers', csvUrl: storage.getUrl(id) };
};
const newList = async (world: World) => {
	const { slotId } = await world.run('receiverList', 'create', listAtAddress(world));
	return { slotId: byId(String(slotId)) };
};

const refusedTemplate = async (world: World) => {
	const parameters = await newTemplate(world);
	const template = world.sandbox.state.accounts.get(ACCOUNT)?.templates.get('shipped');
	if (template) template.status = 'refused';
	return parameters;
};

/** What each operation is given, made when it is its turn. */
export const SAMPLE_PARAMETERS: Record<string, Record<string, MakeParameters>> = {
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
		update: async (world) => ({ ...(await newBatch(world)), name: 'Sale' }),
		cancel: putOffBatch,
		delete: newBatch,
	},
	blacklist: {
		get: (world) => ({ number: optOut(world) }),
		getAll: (world) => optOut(world) && {},
		delete: (world) => ({ number: optOut(world) }),
	},
	contact: {
		create: async (world) => ({ bookKey: await newBook(world), ...CONTACT }),
		get: newContact,
		getAll: newContact,
		update: async (world) => ({ ...(await newContact(world)), updateFields: { group: 'poets' } }),
		delete: newContact,
	},
	incoming: {
		export: (world) => receive(world) && {},
		get: (world) => ({ incomingId: receive(world) }),
		getAll: (world) => receive(world) && {},
		delete: (world) => ({ incomingId: receive(world) }),
	},
	job: {
		get: async (world) => ({ jobId: await schedule(world) }),
		getAll: async (world) => (await schedule(world)) && {},
		cancel: async (world) => ({ jobId: await schedule(world) }),
	},
	lookup: {
		lookUp: () => ({ to: '+33612345678' }),
		get: newLookup,
		getRestrictions: () => ({ receiver: '+12025550123' }),
		getAll: newLookup,
	},
	outgoing: {
		export: (world) => sent(world) && {},
		get: (world) => ({ outgoingId: sent(world) }),
		getOperator: (world) => ({ outgoingId: sent(world) }),
		getAll: (world) => sent(world) && {},
		delete: (world) => ({ outgoingId: sent(world) }),
	},
	phonebook: {
		create: () => ({ name: 'Customers' }),
		get: async (world) => ({ bookKey: await newBook(world) }),
		getAll: () => ({}),
		update: async (world) => ({ bookKey: await newBook(world), name: 'Regulars' }),
		delete: async (world) => ({ bookKey: await newBook(world) }),
	},
	receiverList: {
		create: listAtAddress,
		get: newList,
		getAll: newList,
		update: async (world) => ({
			...(await newList(world)),
			updateFields: { description: 'Regulars' },
		}),
		clean: newList,
		delete: newList,
	},
	rate: { get: () => ({ country: 'fr' }) },
	sender: {
		create: () => ({ sender: 'MYSHOP' }),
		get: () => ({ sender: byId('BOUTIQUE') }),
		getAll: () => ({}),
		getAvailable: () => ({}),
		validate: async (world) => ({ sender: await availableSender(world), code: VALIDATION_CODE }),
		delete: () => ({ sender: byId('BOUTIQUE') }),
	},
	sms: {
		send: () => SEND,
		sendAndWait: () => ({ ...SEND, message: 'Deploy version 12?' }),
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
		update: async (world) => ({
			...(await newTemplate(world)),
			updateFields: { description: 'Status' },
		}),
		relaunch: async (world) => ({
			...(await refusedTemplate(world)),
			message: 'Hi',
			description: 'Status',
		}),
		delete: newTemplate,
	},
	user: {
		create: () => USER,
		get: newUser,
		getAll: newUser,
		update: async (world) => ({
			...(await newUser(world)),
			updateFields: { quotaLeft: 5, quotaStatus: 'active' },
		}),
		delete: newUser,
	},
	verification: {
		send: () => CODE,
		check: async ({ run }) => {
			const { verificationId } = await run('verification', 'send', CODE);
			return { verificationId, code: 'none' };
		},
	},
	virtualNumber: {
		get: () => ({ number: byId('+33700000001') }),
		getAll: () => ({}),
	},
};
