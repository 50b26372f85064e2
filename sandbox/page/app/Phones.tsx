import { useSignal } from '@preact/signals';
import { Icon } from './Icon';
import { PhoneCard } from './PhoneCard';
import { morePhones, phone } from './sandboxApi';
import { add, basePath, phoneCount, phones, phonesShown, removedCount, show, STEP } from './store';
import { useTask } from './useTask';
import { counted } from './words';

export function Phones() {
	const task = useTask();
	const shown = phones.value.slice(0, phonesShown.value);
	const hidden = Math.max(phoneCount.value - removedCount(), phones.value.length) - shown.length;

	const more = async () =>
		await task.run(async () => {
			const known = phones.value.length + removedCount();
			if (phones.value.length < phonesShown.value + STEP) show(await morePhones(known));
			phonesShown.value += STEP;
		});

	return (
		<section class="phones" aria-labelledby="phones-title">
			<div class="section-head">
				<h2 id="phones-title">Phones</h2>
				<AddPhone />
			</div>
			{shown.length === 0 && <NoPhones />}
			<div class="phone-grid">
				{shown.map((entry) => (
					<PhoneCard key={entry.number} phone={entry} />
				))}
			</div>
			{hidden > 0 && (
				<button type="button" class="more" onClick={more}>
					Show more phones ({counted(hidden, 'more', 'more')})
				</button>
			)}
			{task.error.value && <p role="alert">{task.error}</p>}
		</section>
	);
}

function AddPhone() {
	const number = useSignal('');
	const task = useTask();
	const submit = async (event: Event) => {
		event.preventDefault();
		const done = await task.run(async () => add(await phone(number.value)));
		if (done) number.value = '';
	};
	return (
		<form class="add-phone" onSubmit={submit}>
			<label class="unseen" for="add-phone">
				Number of a phone to add
			</label>
			<input
				id="add-phone"
				type="tel"
				required
				maxLength={20}
				placeholder="06 12 34 56 78"
				value={number}
				aria-describedby="add-phone-error"
				onInput={({ currentTarget }) => (number.value = currentTarget.value)}
			/>
			<button type="submit">
				<Icon name="plus" /> Add phone
			</button>
			<p id="add-phone-error" class="error" role="alert">
				{task.error}
			</p>
		</form>
	);
}

function NoPhones() {
	return (
		<div class="empty">
			<p class="empty-title">No SMS yet</p>
			<p>
				Send one from n8n, and the phone that gets it appears here. With <code>npm run dev</code>,
				the credential <em>OVHcloud SMS sandbox</em> is ready in n8n. For an n8n of your own, the
				Base URL is <code>{location.origin + basePath.value}</code>; <code>npm run sandbox</code>{' '}
				prints the keys.
			</p>
			<p class="muted">To write first, add a phone by its number.</p>
		</div>
	);
}
