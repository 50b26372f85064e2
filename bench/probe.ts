import { consola } from 'consola';
import { startChild } from './processes.mjs';
import type { Counts, Place, Sent, Way } from './questions';
async function main() {
	const sb = startChild('sandboxProcess.ts');
	for (const [way, items, texts] of [
		['node', 1000, 'same'],['bare', 1000, 'same'],['atOnce', 1000, 'same'],
		['node', 200, 'different'],['bare', 200, 'different'],['atOnce', 200, 'different'],['oneByOne', 200, 'different'],
		['bare', 20000, 'same'],['node', 20000, 'same'],['node', 50000, 'same'],['node', 100000, 'same'],['bare', 100000, 'same'],
	] as Array<[Way, number, 'same'|'different']>) {
		const place = await sb.ask<Place>({ ask: 'fresh', answerTimeMs: 50 });
		const ch = startChild('sendProcess.ts');
		await ch.ask({ way, place, items: 1, texts, concurrentRequests: 5 });
		const sent = await ch.ask<Sent>({ way, place, items, texts, concurrentRequests: 5 });
		const counts = await sb.ask<Counts>({ ask: 'counts' });
		consola.log(way, items, texts, sent, counts);
		await ch.stop();
	}
	await sb.stop();
}
void main();
