import { useSignal } from '@preact/signals';
import type { RequestView } from '../protocol';
import { requests } from './store';
import { clockWithSeconds } from './words';

const STEP = 50;

/** Every request to the API and every callback, with what became of it, newest first. */
export function Requests() {
	const filter = useSignal('');
	const failedOnly = useSignal(false);
	const limit = useSignal(STEP);
	const wanted = filter.value.trim().toLowerCase();
	const matching = requests.value.filter(
		(request) => (!failedOnly.value || request.failed) && textOf(request).includes(wanted),
	);
	return (
		<section class="card requests" aria-labelledby="requests-title">
			<div class="section-head">
				<h2 id="requests-title">API requests and callbacks</h2>
				<div class="filters">
					<label class="check">
						<input
							type="checkbox"
							checked={failedOnly}
							onChange={({ currentTarget }) => (failedOnly.value = currentTarget.checked)}
						/>
						Refused or failed only
					</label>
					<label class="unseen" for="request-filter">
						Filter the requests
					</label>
					<input
						id="request-filter"
						type="search"
						placeholder="Filter"
						value={filter}
						onInput={({ currentTarget }) => (filter.value = currentTarget.value)}
					/>
				</div>
			</div>
			{matching.length === 0 && (
				<p class="muted">{requests.value.length === 0 ? 'None yet.' : 'None that matches.'}</p>
			)}
			<ol class="request-list" aria-label="API requests and callbacks, newest first">
				{matching.slice(0, limit.value).map((request) => (
					<Request key={request.id} request={request} />
				))}
			</ol>
			{matching.length > limit.value && (
				<button type="button" class="more" onClick={() => (limit.value += STEP)}>
					Show older
				</button>
			)}
		</section>
	);
}

function Request({ request }: { request: RequestView }) {
	const { at, method, path, status, verdict, failed, body } = request;
	const line = (
		<>
			<time dateTime={new Date(at).toISOString()}>{clockWithSeconds(at)}</time>
			<span class="method">{method}</span>
			<span class="path">{path}</span>
			<span class="status-code">{status || 'none'}</span>
			<span class="verdict">{verdict}</span>
		</>
	);
	// Without an answer, and yet no failure: nobody was called.
	const tone = failed ? 'failed' : status === 0 ? 'quiet' : undefined;
	return (
		<li class={tone}>
			{body === null ? (
				<div class="request">{line}</div>
			) : (
				<details>
					<summary class="request">{line}</summary>
					<pre tabIndex={0} aria-label="Body of the request">
						{body}
					</pre>
				</details>
			)}
		</li>
	);
}

function textOf({ method, path, status, verdict }: RequestView): string {
	return `${method} ${path} ${status} ${verdict}`.toLowerCase();
}
