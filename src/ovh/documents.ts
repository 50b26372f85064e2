import { isId, objectIn } from './answers';
import { type OvhClient } from './client';
import { type AnswerOf, type ApiCall, notReady, type RouteName, unreadable } from './call';

/** Carries out a call that changes something. */
type Change = <R extends RouteName>(call: ApiCall<R>) => Promise<AnswerOf<R>>;

/**
 * Uploads a text file.
 * @returns the document's id
 * @throws OvhError
 */
export async function uploadDocument(
	client: OvhClient,
	change: Change,
	name: string,
	text: string,
): Promise<string> {
	const call = { route: 'POST /me/document', body: { name } } as const;
	const { id, putUrl } = objectIn(call, await change(call));
	if (typeof id !== 'string') throw unreadable(call, 'none', 'the id of a document was expected');
	await client.storage({
		method: 'PUT',
		url: addressIn(call, putUrl),
		body: text,
		headers: { 'Content-Type': 'text/csv; charset=utf-8' },
	});
	return id;
}

/** Milliseconds between two looks at a document that is being written. */
const PAUSE = 1000;

/**
 * The text of a document. OVHcloud writes exports in the background: until then they are empty.
 * @param answer what the route that makes the document answers: its id, or an object with `docId`
 * (the schema says the one, OVHcloud's control panel reads the other)
 * @param seconds to wait at most; an export without any row may stay empty
 * @throws OvhError
 */
export async function downloadDocument(
	client: OvhClient,
	call: ApiCall,
	answer: unknown,
	seconds: number,
): Promise<string> {
	const id = idIn(answer);
	if (!id) throw unreadable(call, 'none', 'the id of a document was expected');
	for (let waited = 0; ; waited += PAUSE) {
		const look = { route: 'GET /me/document/{id}', path: { id } } as const;
		const { size, getUrl } = objectIn(look, await client.read(look));
		if (size > 0) return await client.storage({ method: 'GET', url: addressIn(look, getUrl) });
		if (waited >= seconds * 1000) throw notReady(call, `empty after ${seconds} seconds`);
		await client.sleep(PAUSE);
	}
}

/** An address of the storage. */
function addressIn(call: ApiCall, url: unknown): string {
	if (typeof url === 'string' && /^https?:/i.test(url) && URL.canParse(url)) return url;
	throw unreadable(call, 'none', 'the address of a document was expected');
}

function idIn(answer: unknown): string | undefined {
	const id = typeof answer === 'object' && answer && 'docId' in answer ? answer.docId : answer;
	return typeof id === 'string' && isId(id) ? id : undefined;
}
