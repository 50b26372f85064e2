import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { SmsItem } from '../protocol';
import { Icon } from './Icon';
import { command } from './sandboxApi';
import { accounts, type Phone } from './store';
import { useTask } from './useTask';
import { isAnswerable } from './words';

const QUICK = ['YES', 'NO'];

/** Where an answer can go: an account, or one of its virtual numbers. */
interface Destination {
	key: string;
	label: string;
	account: string;
	virtualNumber?: string;
	/** The message that would be answered. */
	answered?: SmsItem;
}

/** The box in which the recipient answers, and the button that opts out. */
export function Composer({ phone }: { phone: Phone }) {
	const id = useId();
	const text = useSignal('');
	const chosen = useSignal('');
	const task = useTask();
	const destinations = destinationsOf(phone);
	const target = destinations.find(({ key }) => key === chosen.value) ?? destinations[0];
	if (!target) return null;
	const { account, virtualNumber, answered } = target;
	const { number } = phone;
	const word = answered ? 'Answer' : 'Message';
	const hasOptedOut = phone.optedOut.value.includes(account);

	const reply = async (written: string) =>
		await task.run(
			async () => await command('reply', { number, account, virtualNumber, text: written }),
		);
	const stop = async () => await task.run(async () => await command('stop', { number, account }));
	const send = async (event: Event) => {
		event.preventDefault();
		const written = text.value;
		if (written.trim() === '') return;
		const done = written.trim().toUpperCase() === 'STOP' ? await stop() : await reply(written);
		if (done && text.value === written) text.value = '';
	};
	const sendOnEnter = (event: KeyboardEvent) => {
		if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void send(event);
	};

	return (
		<form class="composer" onSubmit={send}>
			{destinations.length > 1 && (
				<div class="destination">
					<label for={`${id}-to`}>To</label>
					<select
						id={`${id}-to`}
						value={target.key}
						onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}
					>
						{destinations.map(({ key, label }) => (
							<option key={key} value={key}>
								{label}
							</option>
						))}
					</select>
				</div>
			)}
			<div class="quick" role="group" aria-label="Quick answers">
				{QUICK.map((answer) => (
					<button key={answer} type="button" onClick={() => reply(answer)}>
						{answer}
					</button>
				))}
				<button
					type="button"
					class="stop"
					onClick={stop}
					disabled={hasOptedOut}
					title={`Refuse marketing messages of ${account}`}
				>
					STOP
				</button>
			</div>
			<div class="compose-row">
				<label class="unseen" for={`${id}-text`}>
					Answer as the recipient, to {target.label}
				</label>
				<textarea
					id={`${id}-text`}
					rows={1}
					maxLength={1600}
					placeholder={destinations.length > 1 ? word : `To ${target.label}`}
					value={text}
					onInput={({ currentTarget }) => (text.value = currentTarget.value)}
					onKeyDown={sendOnEnter}
				/>
				<button type="submit" class="send" aria-label="Send">
					<Icon name="send" />
				</button>
			</div>
			{answered && !isAnswerable(answered) && (
				<p class="hint">A real phone could not answer a name.</p>
			)}
			<p class="error" role="alert">
				{task.error}
			</p>
		</form>
	);
}

/** Who wrote to the phone, the last one first; with nobody yet, every number and account there is. */
function destinationsOf(phone: Phone): Destination[] {
	const found = new Map<string, Destination>();
	for (const item of [...phone.items.value].reverse()) {
		if (item.kind !== 'sms' || item.state.tone === 'waiting' || item.state.tone === 'off') continue;
		const { account, sender } = item;
		const virtualNumber = item.virtualNumber ?? undefined;
		const key = `${account} ${virtualNumber ?? ''}`;
		if (!found.has(key)) {
			found.set(key, { key, label: sender, account, virtualNumber, answered: item });
		}
	}
	if (found.size > 0) return [...found.values()];
	return accounts.value.flatMap(({ name, virtualNumbers }) => [
		...virtualNumbers.map((virtualNumber) => ({
			key: `${name} ${virtualNumber}`,
			label: virtualNumber,
			account: name,
			virtualNumber,
		})),
		{ key: `${name} `, label: name, account: name },
	]);
}
