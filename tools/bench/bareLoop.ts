import { signature } from '../../src/ovh/signature';
import { mapConcurrently } from '../../src/ovh/concurrency';
import { keepAlivePost } from './connection.mjs';
import { itemsOf } from './items';
import type { SendJob } from './questions';
import { jobsAddress, SENDER } from './workflows';

const RECEIVERS_PER_REQUEST = 500;

/**
 * What no node can beat: signs and posts the same requests over open connections, so many at once,
 * and does nothing else.
 */
export async function bareLoop(job: SendJob): Promise<void> {
	const url = jobsAddress(job.place);
	const { applicationKey, consumerKey } = job.place.keys;
	const { post, close } = keepAlivePost(job.concurrentRequests);
	await mapConcurrently(bodiesOf(job), job.concurrentRequests, async (body) => {
		const timestamp = Math.floor(Date.now() / 1000);
		const headers = {
			'Content-Type': 'application/json',
			'Content-Length': Buffer.byteLength(body),
			'X-Ovh-Application': applicationKey,
			'X-Ovh-Consumer': consumerKey,
			'X-Ovh-Timestamp': timestamp,
			'X-Ovh-Signature': signature({ ...job.place.keys, method: 'POST', url, body, timestamp }),
		};
		const answer = await post(url, headers, body);
		if (answer.status !== 200) throw new Error(`The sandbox answered ${answer.body}`);
		JSON.parse(answer.body);
	});
	close();
}

function bodiesOf(job: SendJob): string[] {
	const items = itemsOf(job).map(({ json }) => json);
	const size = job.texts === 'same' ? RECEIVERS_PER_REQUEST : 1;
	return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => {
		const chunk = items.slice(index * size, (index + 1) * size);
		return JSON.stringify({
			message: chunk[0].text,
			receivers: chunk.map(({ to }) => to),
			sender: SENDER,
			noStopClause: true,
		});
	});
}
