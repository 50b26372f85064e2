import { isId, expectObject } from './answers';
import { type OvhClient } from './client';
import { type AnswerOf, type ApiCall, notReady, type RouteName, unreadable } from './call';
import { OvhError } from './errors';

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
	const { id, putUrl } = expectObject(call, await change(call));
	if (typeof id !== 'string') throw unreadable(call, 'none', 'the id of a document was expected');
	await writeFile(client, call, putUrl, text, 'text/csv; charset=utf-8');
	return id;
}

/**
 * Writes a file to the address that a call has answered.
 * @throws OvhError
 */
export async function writeFile(
	client: OvhClient,
	call: ApiCall,
	putUrl: unknown,
	body: string | Buffer,
	contentType: string,
): Promise<void> {
	const url = addressIn(call, putUrl);
	await client.storage({ method: 'PUT', url, body, headers: { 'Content-Type': contentType } });
}

/** Milliseconds between two looks at a document that is being written. */
const PAUSE = 1000;

/**
 * The text of a document. OVHcloud writes exports in the background: they are empty at first, and
 * then may grow (its front end waits for some seconds more). A document is whole when two looks give
 * one size, and the file has as many bytes.
 * @param seconds to wait at most, and no less than for a second look; an export without any row may
 * stay empty
 * @throws OvhError
 */
export async function downloadDocument(
	client: OvhClient,
	call: ApiCall,
	id: string,
	seconds: number,
): Promise<string> {
	let before = 0;
	for (let waited = 0; ; waited += PAUSE) {
		const look = { route: 'GET /me/document/{id}', path: { id } } as const;
		const { size, getUrl } = expectObject(look, await client.read(look));
		if (size > 0 && size === before) {
			const text = await client.storage({ method: 'GET', url: addressIn(look, getUrl) });
			if (isWhole(text, size)) return text;
		}
		if (waited >= Math.max(seconds * 1000, PAUSE)) {
			const state = size > 0 ? `not whole, ${size} bytes so far,` : 'empty';
			throw notReady(call, `${state} after ${seconds} seconds`);
		}
		before = size;
		await client.sleep(PAUSE);
	}
}

const BOM_BYTES = 3;

/** As text, a file lacks its BOM, and bytes that are no UTF-8 take another length. */
function isWhole(text: string, size: number): boolean {
	const bytes = Buffer.byteLength(text, 'utf8');
	return bytes + BOM_BYTES >= size && (bytes <= size || text.includes('\ufffd'));
}

/**
 * The id of a document in what the route that makes it answers: the id, or an object with `docId`
 * (the schema says the one, OVHcloud's control panel reads the other).
 * @throws OvhError
 */
export function documentIdIn(call: ApiCall, answer: unknown): string {
	const id = typeof answer === 'object' && answer && 'docId' in answer ? answer.docId : answer;
	if (typeof id === 'string' && isId(id)) return id;
	throw unreadable(call, 'none', 'the id of a document was expected');
}

/**
 * Deletes a document that is not needed any more; where that may not be, it expires by itself.
 * @returns whether it goes
 */
export async function discardDocument(client: OvhClient, id: string): Promise<boolean> {
	const isGone = await hasWorked(
		client.call({ route: 'DELETE /me/document/{id}', path: { id }, idempotent: true }),
	);
	return isGone || (await expireDocument(client, id));
}

const DAY_SECONDS = 24 * 3600;

/**
 * Has a document expire in a day, as OVHcloud's notebook about SMS campaigns does with lists.
 * @returns whether it does
 */
export async function expireDocument(client: OvhClient, id: string): Promise<boolean> {
	const expirationDate = new Date((client.serverTimestamp() + DAY_SECONDS) * 1000).toISOString();
	const call = {
		route: 'PUT /me/document/{id}',
		path: { id },
		body: { expirationDate },
		idempotent: true,
	} as const;
	return await hasWorked(client.call(call));
}

/** What becomes of a document must not hide what it was for; what is not there is gone. */
async function hasWorked(work: Promise<unknown>): Promise<boolean> {
	return await work.then(
		() => true,
		(error: unknown) => {
			if (error instanceof OvhError) return error.facts.kind === 'notFound';
			throw error;
		},
	);
}

/** An address of the storage. */
function addressIn(call: ApiCall, url: unknown): string {
	if (typeof url === 'string' && /^https?:/i.test(url) && URL.canParse(url)) return url;
	throw unreadable(call, 'none', 'the address of a document was expected');
}
