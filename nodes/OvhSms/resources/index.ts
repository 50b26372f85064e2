import type { Resource } from '../../../src/operations/operation';
import { account } from './account';
import { batch } from './batch';
import { blacklist } from './blacklist';
import { contact } from './contact';
import { incoming } from './incoming';
import { job } from './job';
import { lookup } from './lookup';
import { outgoing } from './outgoing';
import { phonebook } from './phonebook';
import { rate } from './rate';
import { receiverList } from './receiverList';
import { sender } from './sender';
import { sms } from './sms';
import { template } from './template';
import { user } from './user';
import { verification } from './verification';
import { virtualNumber } from './virtualNumber';

/** Everything that the node offers, by use: what people do most stands first. */
export const resources: Resource[] = [
	sms,
	batch,
	outgoing,
	incoming,
	job,
	receiverList,
	blacklist,
	sender,
	verification,
	virtualNumber,
	rate,
	lookup,
	template,
	phonebook,
	contact,
	account,
	user,
];
