const { cpSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const target = path.join(root, 'dist', 'nodes', 'OvhSms');

/** JSON types of the API's scalars; everything else that is no enum or model is text. */
const SCALARS = { boolean: 'boolean', double: 'number', long: 'integer' };

/**
 * Writes the previews of what operations give out, which n8n shows before they run: from the
 * operations' own descriptions and the API's schema. Works on the compiler's output, so it comes
 * before the bundles take its place.
 */
async function outputSchemas() {
	const { resources } = require(path.join(target, 'resources'));
	const schemas = path.join(target, '__schema__');
	// Those that are written by hand are the same in all versions.
	cpSync(path.join(schemas, 'v1.0.0'), path.join(schemas, 'v1.1.0'), { recursive: true });
	for (const resource of resources) {
		for (const { value, output } of resource.operations) {
			if (!output) continue;
			const { fields, fieldsFrom1_1 } = output;
			const newer = { ...output, fields: fields ?? fieldsFrom1_1 };
			for (const [version, shown] of Object.entries({ 'v1.0.0': output, 'v1.1.0': newer })) {
				const folder = path.join(schemas, version, resource.value);
				mkdirSync(folder, { recursive: true });
				const preview = { ...previewOf(shown), version: 1 };
				writeFileSync(path.join(folder, `${value}.json`), JSON.stringify(preview, null, '\t'));
			}
		}
	}
}

const api = JSON.parse(
	readFileSync(path.join(root, 'tools', 'schema', 'ovh-sms-schema.json'), 'utf8'),
);

function previewOf({ object, fields, more = {}, without = [] }) {
	const whole = object ? api.models[modelOf(object)].properties : {};
	const shown = (fields ?? Object.keys(whole)).filter((name) => !without.includes(name));
	const added = Object.entries(more).map(([name, type]) => [name, { type }]);
	return {
		type: 'object',
		properties: Object.fromEntries([
			...shown.map((name) => [name, schemaOf(whole[name])]),
			...added,
		]),
	};
}

/** The model of the object that a route answers, alone or in a list. */
function modelOf(route) {
	const found = api.routes.find(({ method, path: at }) => `${method} ${at}` === route);
	return found.returns.replace(/\[\]$/, '');
}

function schemaOf({ type, nullable }) {
	const json = jsonType(type);
	return nullable ? { ...json, type: [json.type, 'null'] } : json;
}

function jsonType(type) {
	if (type.endsWith('[]')) return { type: 'array', items: jsonType(type.slice(0, -2)) };
	if (type.startsWith('map[')) return { type: 'object' };
	if (api.enums[type]) return { type: api.enums[type].type === 'long' ? 'integer' : 'string' };
	const model = api.models[type];
	if (!model) return { type: SCALARS[type] ?? 'string' };
	const properties = Object.entries(model.properties);
	return {
		type: 'object',
		properties: Object.fromEntries(properties.map(([name, value]) => [name, schemaOf(value)])),
	};
}

module.exports = { outputSchemas };
