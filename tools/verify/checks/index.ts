import type { Check, NotChecked } from '../check';
import { batchMoment } from './batches';
import { addresses, exports, senderReason } from './changes';
import { clock } from './clock';
import { errors } from './errors';
import { filters, retention } from './history';
import { noCredit } from './noCredit';
import { overseas, paths } from './numbers';
import { multiGet, pages } from './pages';
import { limits, marketing } from './scheduled';
import { firstSms } from './sending';

/** In this order: what only reads, what changes something for a moment, what costs credits. */
export const CHECKS: Check[] = [
	clock,
	errors,
	pages,
	multiGet,
	filters,
	retention,
	paths,
	overseas,
	exports,
	addresses,
	senderReason,
	noCredit,
	firstSms,
	marketing,
	limits,
	batchMoment,
];

export const NOT_CHECKED: NotChecked[] = [
	{
		about: [
			"Whether the CGI's answer really goes out as an SMS",
			'Parameters of stopCallBack calls',
			'Whether callBack uses GET or POST',
			'Retry policy of callBack',
			'Date format of callBack',
		],
		quirks: [],
		why: 'OVHcloud would have to call this machine, which needs a public address. What its calls look like can be read in the executions of an OVHcloud SMS Trigger.',
	},
	{
		about: [],
		quirks: ['lateFrom', 'lateByMs', 'mostReceivers'],
		why: 'It takes SMS to many numbers.',
	},
	{
		about: [],
		quirks: ['virtualNumberJobs'],
		why: 'It takes a virtual number that may send.',
	},
	{
		about: [],
		quirks: ['templatesNeeded'],
		why: 'It takes an account and a phone in the US.',
	},
	{
		about: [],
		quirks: ['unreadable'],
		why: 'It cannot be brought about: it is a moment between two lists.',
	},
];
