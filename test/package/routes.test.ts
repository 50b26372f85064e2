import { resources } from '../../nodes/OvhSms/resources';
import otherRoutes from '../../tools/schema/other-routes.json';
import schema from '../../tools/schema/ovh-sms-schema.json';

const routes = schema.routes.map(({ method, path }) => `${method} ${path}`);
const offered = new Set<string>(
	resources.flatMap(({ operations }) => operations.flatMap((operation) => operation.routes)),
);
const prefixes = otherRoutes.flatMap((other) => other.routes);
const isLeft = (route: string) => prefixes.some((prefix) => route.startsWith(prefix));

test.each(routes)(
	'%s is offered by an operation, or left to HTTP Request with a reason',
	(route) => {
		expect(offered.has(route) || isLeft(route)).toBe(true);
	},
);

test('no operation stands for a route that the API does not have', () => {
	const own = [...offered].filter((route) => route.includes(' /sms'));
	expect(own.filter((route) => !routes.includes(route))).toEqual([]);
});

test.each(prefixes)('what is left out at %s exists, and has no operation', (prefix) => {
	const left = routes.filter((route) => route.startsWith(prefix));
	expect(left.length).toBeGreaterThan(0);
	expect(left.filter((route) => offered.has(route))).toEqual([]);
});

test('every reason is a sentence', () => {
	for (const { why } of otherRoutes) expect(why.split(' ').length).toBeGreaterThan(4);
});
