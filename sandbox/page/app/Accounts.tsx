import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { AccountView } from '../protocol';
import { command } from './sandboxApi';
import { accounts } from './store';
import { useTask } from './useTask';
import { Whole } from './Whole';

const STATUS: Record<string, string> = {
	enable: 'Valid',
	waitingValidation: 'In validation',
	refused: 'Refused',
	disable: 'Disabled',
};

export function Accounts() {
	return (
		<section class="card" aria-labelledby="accounts-title">
			<h2 id="accounts-title">Accounts</h2>
			{accounts.value.map((account) => (
				<Account key={account.name} account={account} />
			))}
		</section>
	);
}

function Account({ account }: { account: AccountView }) {
	const { name, description, senders, virtualNumbers } = account;
	return (
		<div class="account">
			<h3>
				<Whole text={name} /> {description && <span class="muted">{description}</span>}
			</h3>
			<Credits account={account} />
			<ul class="senders" aria-label={`Senders of ${name}`}>
				{senders.map(({ sender, status, comment }) => (
					<li key={sender}>
						<span>{sender}</span>
						<span class={`sender-status ${status}`}>{STATUS[status] ?? status}</span>
						{comment && <small>{comment}</small>}
					</li>
				))}
				{virtualNumbers.map((number) => (
					<li key={number}>
						<span>{number}</span>
						<span class="sender-status">Virtual number</span>
					</li>
				))}
			</ul>
		</div>
	);
}

function Credits({ account: { name, creditsLeft } }: { account: AccountView }) {
	const id = useId();
	/** What the user types; empty while the account's own value is shown. */
	const typed = useSignal<string | null>(null);
	const task = useTask();
	const submit = async (event: Event) => {
		event.preventDefault();
		const value = Number(typed.value ?? creditsLeft);
		const change = { account: name, creditsLeft: value };
		if (await task.run(async () => await command('credits', change))) typed.value = null;
	};
	return (
		<form class="credits" onSubmit={submit}>
			<label for={id}>Credits</label>
			<input
				id={id}
				type="number"
				required
				min="0"
				step="any"
				value={typed.value ?? creditsLeft}
				onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
			/>
			<button type="submit" aria-label={`Set credits of ${name}`}>
				Set
			</button>
			<p class="error" role="alert">
				{task.error}
			</p>
		</form>
	);
}
