/**
 * What may import what: dependencies point one way, and never in a circle.
 * @type {import('dependency-cruiser').IConfiguration}
 */

/** For each room the rooms that it may import beside itself. */
const ROOMS = {
	'src/ovh': [],
	'src/sms': [],
	'src/verification': ['src/sms'],
	'src/sending': ['src/sms', 'src/ovh'],
	'src/triggers': ['src/sms', 'src/ovh'],
	'src/n8n': ['src/ovh', 'src/sms'],
	'src/operations': ['src/n8n', 'src/sending', 'src/ovh', 'src/sms'],
	nodes: ['src/[^/]+'],
	credentials: ['src/n8n', 'src/ovh', 'src/sms'],
	sandbox: ['tools/schema'],
	// The phone page is for people, who write numbers as they do in the node.
	'sandbox/page': ['sandbox', 'src/sms'],
};

/** Rooms within a room, which have a rule of their own. */
function inner(room) {
	return Object.keys(ROOMS)
		.filter((other) => other.startsWith(`${room}/`))
		.map((other) => `^${other}/`);
}

const PRODUCT = '^(credentials|nodes|src)/';

module.exports = {
	forbidden: [
		...Object.entries(ROOMS).map(([room, others]) => ({
			name: `${room} imports ${others.length > 0 ? `only ${others.join(', ')}` : 'no other room'}`,
			severity: 'error',
			from: { path: `^${room}/`, pathNot: inner(room) },
			to: {
				path: '^(credentials|nodes|src|sandbox|test|tools)/',
				pathNot: `^(${[room, ...others].join('|')})/`,
			},
		})),
		{
			name: 'no circles between files',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'src/ovh, src/sms, src/sending, src/triggers and src/verification know nothing of n8n',
			severity: 'error',
			from: { path: '^src/(ovh|sms|sending|triggers|verification)/' },
			to: { path: '^(node_modules/)?n8n-' },
		},
		{
			name: 'the published code imports what can be resolved',
			severity: 'error',
			from: { path: PRODUCT },
			to: { couldNotResolve: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(dist|\\.cache|\\.e2e)/' },
		tsConfig: { fileName: 'tsconfig.dev.json' },
		// Types count, too: a circle of types is a circle in a reader's head.
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['require', 'node', 'default', 'types'],
		},
	},
};
