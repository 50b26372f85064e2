import { signature } from '../../../src/ovh/signature';
import vectors from '../../helpers/signature-vectors.json';

const { keys, timestamp, published, computedQuery, computedBody } = vectors;

describe('a signature', () => {
	test.each(published)("is the one that OVHcloud's own clients publish: $method $url", (vector) => {
		expect(signature({ ...keys, ...vector, timestamp })).toBe(vector.answer);
	});

	test.each(computedQuery)('covers the query (self-computed answer): $method $url', (vector) => {
		expect(signature({ ...keys, ...vector, timestamp })).toBe(vector.answer);
	});

	test.each(computedBody)('covers accents in the body (self-computed answer): $body', (vector) => {
		expect(signature({ ...keys, ...vector, timestamp })).toBe(vector.answer);
	});

	test.each([...published, ...computedBody])(
		'is the same for a body given as bytes and a time given as text: $method $url',
		({ body, ...vector }) => {
			const sent = { body: Buffer.from(body, 'utf8'), timestamp: String(timestamp) };
			expect(signature({ ...keys, ...vector, ...sent })).toBe(vector.answer);
		},
	);

	test.each([
		['the method', { method: 'POST' }],
		['the address', { url: `${published[0].url}/` }],
		['the body', { body: '{}' }],
		['the time', { timestamp: timestamp + 1 }],
		['the consumer key', { consumerKey: keys.consumerKey.toLowerCase() }],
		['the application secret', { applicationSecret: keys.applicationSecret.toLowerCase() }],
	])('is another one when %s changes', (_, change) => {
		const original = { ...keys, ...published[0], timestamp };
		expect(signature({ ...original, ...change })).not.toBe(published[0].answer);
	});
});
