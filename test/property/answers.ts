import fc from 'fast-check';

import { type ApiRoute, apiSchema } from '../../sandbox/schema/api';
import type { Answered, Asked } from '../helpers/answering';
import { damaged, valueOf } from './values';

/** A route and a pattern of the paths that it stands for. */
const ROUTES = apiSchema.routes.map((route) => ({
	route,
	pattern: new RegExp(`^/1\\.0${route.path.replace(/\{\w+\}/g, '[^/]+')}$`),
}));

function routeOf(asked: Asked): ApiRoute | undefined {
	const [path] = asked.url.split('?');
	return ROUTES.find(({ route, pattern }) => route.method === asked.method && pattern.test(path))
		?.route;
}

/** What the API could answer by its schema; the entries of a batch each by theirs. */
function rightAnswer(asked: Asked): fc.Arbitrary<unknown> {
	if (asked.url === '/1.0/auth/time') return fc.integer({ min: 0, max: 2 ** 32 });
	const value = valueOf(routeOf(asked)?.returns ?? 'json');
	const separator = asked.headers['x-ovh-batch'];
	if (typeof separator !== 'string') return value;
	const ids = decodeURIComponent(asked.url.split('?')[0].split('/').at(-1) ?? '').split(separator);
	return fc.tuple(
		...ids.map((key) => value.map((object) => ({ key, value: object, error: null }))),
	);
}

const MESSAGES = [
	'Query out of time',
	'This call has not been granted',
	'This credential does not exist',
	'Invalid signature',
	'User not granted for this request',
	'Sms sender BOUTIQUE does not exist. Please create it first',
	'You do not have enough credits',
	'contact information in a short code message',
	'This service does not exist',
	'Got an invalid (or empty) URL',
	'',
	'é 👍 <b>"\'\n',
];
const CODES = ['QUERY_TIME_OUT', 'INVALID_KEY', 'NOT_CREDENTIAL', 'NOT_GRANTED_CALL', '', 7];
const STATUSES = [
	300, 302, 304, 400, 401, 403, 404, 408, 409, 418, 422, 429, 460, 500, 501, 502, 503, 504, 520,
];

/** Refusals in OVHcloud's words, some of which quote a secret, and damaged ones. */
const refusal = (secrets: string[]) =>
	damaged(
		fc.record(
			{
				errorCode: fc.constantFrom(...CODES),
				httpCode: fc.constant('403 Forbidden'),
				class: fc.constantFrom('Client::Forbidden', 'Client::NotFound', 1),
				message: fc
					.tuple(fc.constantFrom(...MESSAGES), fc.constantFrom('', ...secrets))
					.map(([message, secret]) => message + secret),
			},
			{ requiredKeys: [] },
		),
	);

const TEXTS = [
	'',
	'   ',
	'OK',
	'null',
	'NaN',
	'undefined',
	'<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>',
	'\ufeff{"id":1}',
	'{"ids":[1,2',
	'[1,2,3]]',
	'\u0000\u0001\ufffd',
	`{"a":${'['.repeat(5000)}`,
	`[${'0,'.repeat(100_000)}0]`,
];

const HEADERS = fc.record(
	{
		'Content-Type': fc.constantFrom(
			'application/json; charset=utf-8',
			'text/html',
			'image/png',
			'',
		),
		'Retry-After': fc.constantFrom(
			'0',
			'1',
			'-5',
			'soon',
			'86400',
			'Fri, 01 Jan 2100 00:00:00 GMT',
		),
		'X-OVH-QueryID': fc.constant('EU.ext-3.1'),
		Location: fc.constantFrom('http://127.0.0.1:9/', '/1.0/sms', '::'),
		'Content-Encoding': fc.constantFrom('identity', 'gzip'),
	},
	{ requiredKeys: ['Content-Type'] },
);

const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8' };

const asText = (value: unknown): string => JSON.stringify(value) ?? '';

/** Answers by OVHcloud's schema. */
export function rightAnswersTo(asked: Asked): fc.Arbitrary<Answered> {
	return rightAnswer(asked).map((value) => ({
		status: 200,
		headers: JSON_HEADERS,
		body: asText(value),
	}));
}

/** Answers to a request, of all kinds: right ones, damaged ones, refusals, and what is none at all. */
export function answersTo(asked: Asked, secrets: string[]): fc.Arbitrary<Answered> {
	return fc.oneof(
		{
			weight: 12,
			arbitrary: damaged(rightAnswer(asked)).map((value) => ({
				status: 200,
				headers: JSON_HEADERS,
				body: asText(value),
			})),
		},
		{
			weight: 3,
			arbitrary: fc.record({
				status: fc.constantFrom(...STATUSES),
				headers: HEADERS,
				body: refusal(secrets).map(asText),
			}),
		},
		{
			weight: 2,
			arbitrary: fc.record({
				status: fc.constantFrom(200, 201, 204, ...STATUSES),
				headers: HEADERS,
				body: fc.constantFrom(...TEXTS),
			}),
		},
		{
			weight: 1,
			arbitrary: rightAnswersTo(asked).map((answer) => ({ ...answer, cut: true })),
		},
	);
}
