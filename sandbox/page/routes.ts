import type { FastifyError, FastifyInstance } from 'fastify';
import type { World } from '../http/world';
import { pageBundle } from './bundle';
import { COMMAND_SCHEMAS, COMMANDS, readNumber } from './commands';
import { DOCUMENT, ICON } from './document';
import { Feed } from './feed';
import { onlyFromThisPage, PageError, strictHeaders } from './guard';
import type { Commands } from './protocol';
import { streamEvents } from './stream';

const PHONES = 24;
const number = { type: 'string', minLength: 1, maxLength: 20 };
const at = { type: 'string', pattern: '^\\d{1,15}$' };
const index = { type: 'string', pattern: '^\\d{1,9}$' };

/** The phone page with an API of its own, which is for the page only. */
export function servePage(app: FastifyInstance, world: World): void {
	const feed = new Feed(world);
	app.removeContentTypeParser('text/plain');
	app.addHook('onRequest', strictHeaders);
	app.addHook('onRequest', onlyFromThisPage);
	app.setErrorHandler((error: FastifyError, _request, reply) => {
		const [violation] = error.validation ?? [];
		const field = violation?.instancePath.slice(1);
		const message = violation ? `${field || 'The request'}: ${violation.message}` : error.message;
		void reply.code(error.statusCode ?? 500).send({ error: message });
	});

	app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(DOCUMENT));
	app.get('/sandbox/icon.svg', (_request, reply) => reply.type('image/svg+xml').send(ICON));
	app.get('/sandbox/page.js', async (_request, reply) => {
		const { script } = await pageBundle();
		return await reply.type('text/javascript; charset=utf-8').send(script);
	});
	app.get('/sandbox/page.css', async (_request, reply) => {
		const { style } = await pageBundle();
		return await reply.type('text/css; charset=utf-8').send(style);
	});

	app.get('/sandbox/events', (_request, reply) => streamEvents(feed, reply));
	app.get<{ Querystring: { skip: string } }>(
		'/sandbox/phones',
		{
			schema: { querystring: { type: 'object', properties: { skip: index }, required: ['skip'] } },
		},
		({ query }) => feed.threads.recent(PHONES, Number(query.skip)),
	);
	app.get<{ Querystring: { number: string; before?: string } }>(
		'/sandbox/phone',
		{
			schema: {
				querystring: {
					type: 'object',
					properties: { number, before: index },
					required: ['number'],
				},
			},
		},
		({ query: { number: given, before } }) =>
			feed.threads.phone(readNumber(given), before === undefined ? undefined : Number(before)),
	);

	app.get<{ Querystring: { at: string } }>(
		'/sandbox/execution',
		{ schema: { querystring: { type: 'object', properties: { at }, required: ['at'] } } },
		async ({ query }, reply) => {
			const url = await world.settings.executionAt?.(Number(query.at));
			if (!url) throw new PageError(404, 'No execution of n8n was under way at that moment.');
			return await reply.redirect(url);
		},
	);

	for (const name of Object.keys(COMMANDS) as Array<keyof Commands>) serveCommand(name);

	function serveCommand<Name extends keyof Commands>(name: Name): void {
		const url = `/sandbox/${name}`;
		app.post<{ Body: Commands[Name] }>(
			url,
			{ schema: COMMAND_SCHEMAS[name] },
			({ body }, reply) => {
				COMMANDS[name](world, body as Commands[Name]);
				if (name === 'reset') feed.startAnew();
				else feed.look();
				void reply.send({});
			},
		);
	}
}
