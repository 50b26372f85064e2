/**
 * What nobody here could confirm of OVHcloud's API, and the tests that show this package safe whichever
 * way it is. Each test is named by its file and words of its title.
 */
export const NOT_CONFIRMED = [
	[
		"Whether the CGI's answer really goes out as an SMS",
		'engine/trigger.once: who has the secret gets 200 and an empty body',
		'engine/trigger.once: who has not gets 404 and an empty body',
	],
	[
		'Parameters of stopCallBack calls',
		'engine/trigger.trust: an unnamed SMS is found, however OVHcloud adds its parameters',
		'engine/trigger.found: comes where the call names the number',
		'unit/triggers/optOuts: and where it was not: the list is as it was',
	],
	[
		'Whether callBack uses GET or POST',
		'engine/trigger: each called three times at the same time, with POST and dlr',
	],
	[
		'Retry policy of callBack',
		'engine/trigger.missed: what OVHcloud called about while n8n was down, and gave up on',
		'engine/trigger.missed: none of it comes twice, however often n8n is started',
	],
	[
		'Date format of callBack',
		'engine/trigger.trust: what a call says is never given out: the SMS is read',
	],
	[
		'Timestamp window',
		'engine/clock: a clock that jumps in the middle of a run heals the same way',
		'engine/clock: a clock that goes on being refused ends with advice',
	],
	[
		'Numeric limits of differedPeriod, validityPeriod and receivers',
		'engine/strictModes: of minutes are told in its words, and nothing is sent',
		'engine/strictModes: of receivers in a call do not keep a message from any of them',
	],
	[
		'HTTP status and words of no credit',
		'engine/strictModes: missing credit is told as such, and nothing is sent',
	],
	[
		'Exact marketing hours and the postponing today',
		'engine/strictModes: a %s SMS whose answer is lost is found, and reaches its recipient once',
		'engine/batchMoment: waits for the permitted hours where it was ordered for the night',
	],
	[
		'How late /outgoing shows a message',
		'engine/neverTwice: a message that shows %d ms late',
		'property/engine/faults: whatever goes wrong, nobody has an SMS twice',
	],
	[
		'How long a message stays in /jobs first',
		'engine/neverTwice: a message that is in the queue first, and then in no list for a while',
	],
	[
		'Whether filters by tag are exact and by case, and by date to the second',
		'engine/strictModes: a once key holds in a second execution',
		'engine/strictModes: a %s SMS whose answer is lost is found, and reaches its recipient once',
	],
	[
		'How many characters of a tag are kept',
		'engine/longTags: after a lost answer, the message is found where OVHcloud keeps %p characters',
	],
	[
		'Retention behind GET /outgoing',
		'engine/strictModes: a once key says that it reaches as far back as the history',
	],
	[
		'X-Ovh-Batch and pages on restricted tokens and OAuth2',
		'engine/strictModes: the history is whole, newest first',
		'engine/outgoing: is read one by one where OVHcloud refuses to give several',
		'engine/restrictedKeys: the rights to list and read are enough, for pages, too',
		'engine/restrictedKeys: pages, the history is read by IDs, fifty at a time',
		'engine/restrictedKeys: pages and several objects at once, it is read one by one',
		'engine/trigger.pages: asks once where the header is %s, and then reads as before',
	],
	[
		'Whether null clears an address, and how long one may be',
		'engine/trigger.places: an address is cleared, whether null clears it: %s',
		'engine/trigger.places: one that is cut is written without what it covers',
		'engine/trigger.places: one that is too short for any address fails',
	],
	[
		'Zone of deferred',
		'engine/batchMoment: a batch that OVHcloud plans %p minutes off is an error',
		'engine/batchMoment: a batch that is planned %p minutes off is as it was ordered',
	],
	[
		'Spelling of numbers in paths of opt-outs and virtual numbers',
		'engine/blacklist: an opt-out is found and lifted where OVHcloud spells it with %s',
		'engine/virtualNumber: a virtual number that OVHcloud spells with %s sends once',
	],
	[
		'Prices and delivery of French overseas numbers written +33 69x',
		'unit/sms/numbers: %s costs what %s costs',
	],
	[
		'Whether a sender needs a reason',
		'engine/senderCreate: a missing reason is told, needed (%p) or not',
	],
] as const;

/** One of these statements. */
export type Statement = (typeof NOT_CONFIRMED)[number][0];
