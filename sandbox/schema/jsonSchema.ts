import { apiSchema, modelOf } from './api';

export type JsonSchema = Record<string, unknown>;

/** `body`: what a client sends, every property optional. `answer`: what OVHcloud sends, complete. */
export type Side = 'body' | 'answer';

const TEXT: JsonSchema = { type: 'string' };

const SCALARS: Record<string, JsonSchema> = {
	string: TEXT,
	text: TEXT,
	password: TEXT,
	boolean: { type: 'boolean' },
	long: { type: 'integer' },
	double: { type: 'number' },
	datetime: { type: 'string', format: 'date-time' },
	date: { type: 'string', format: 'date' },
	uuid: { type: 'string', format: 'uuid' },
	ip: { type: 'string', anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] },
	/**
	 * Empty, or the placeholder `0033`, where a contact has none: OVHcloud's front end writes both
	 * (ovh/manager, modules/sms, phonebooks; read in November 2026).
	 */
	internationalPhoneNumber: {
		type: 'string',
		pattern: '^((\\+\\d{1,4}\\.?|00)\\d{4,15}|0033|)$',
	},
	phoneNumber: { type: 'string', pattern: '^[+\\d][\\d .]{2,20}$' },
	json: { type: 'object' },
	void: { type: 'object', nullable: true, maxProperties: 0 },
};

/** Values in a path or a query are text that has to read as their type. */
const PARSABLE: Record<string, JsonSchema> = {
	long: { type: 'string', pattern: '^-?\\d{1,19}$' },
	double: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
	boolean: { type: 'string', enum: ['true', 'false'] },
	string: { type: 'string', minLength: 1 },
};

const cache = new Map<string, JsonSchema>();

/** The JSON Schema of a value of an OVHcloud type (`long`, `sms.PriorityEnum`, `string[]`, a model …). */
export function jsonSchemaOf(type: string, side: Side): JsonSchema {
	const key = `${side} ${type}`;
	const known = cache.get(key);
	if (known) return known;
	const made = build(type, side);
	cache.set(key, made);
	return made;
}

/** The JSON Schema of a path or query value of an OVHcloud type. */
export function textSchemaOf(type: string): JsonSchema {
	if (type.startsWith('map[')) return { type: 'string', pattern: '^\\{.*\\}$' };
	const enumeration = apiSchema.enums[type];
	if (enumeration) return { type: 'string', enum: enumeration.values };
	return PARSABLE[type] ?? jsonSchemaOf(type, 'body');
}

function build(type: string, side: Side): JsonSchema {
	if (type.endsWith('[]')) {
		return { type: 'array', items: jsonSchemaOf(type.slice(0, -2), side) };
	}
	const map = /^map\[string\](\[\])?(.+)$/.exec(type);
	if (map) {
		const value = jsonSchemaOf(`${map[2]}${map[1] ?? ''}`, side);
		return { type: 'object', additionalProperties: value };
	}
	// `coreTypes.ServiceId:long` is an alias for the type after the colon.
	const alias = /^coreTypes\..+:(\w+)$/.exec(type);
	if (alias) return jsonSchemaOf(alias[1], side);

	const enumeration = apiSchema.enums[type];
	if (enumeration) {
		return enumeration.type === 'long'
			? { type: 'integer', enum: enumeration.values.map(Number) }
			: { type: 'string', enum: enumeration.values };
	}
	const scalar = SCALARS[type];
	if (scalar) return scalar;
	return model(type, side);
}

function model(type: string, side: Side): JsonSchema {
	const properties = Object.entries(modelOf(type).properties);
	return {
		type: 'object',
		additionalProperties: false,
		required: side === 'answer' ? properties.map(([name]) => name) : [],
		properties: Object.fromEntries(
			properties.map(([name, property]) => {
				const schema = jsonSchemaOf(property.type, side);
				return [name, property.nullable ? nullable(schema) : schema];
			}),
		),
	};
}

function nullable(schema: JsonSchema): JsonSchema {
	const values = schema.enum as unknown[] | undefined;
	return { ...schema, nullable: true, ...(values ? { enum: [...values, null] } : {}) };
}
