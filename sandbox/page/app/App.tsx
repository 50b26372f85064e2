import { Accounts } from './Accounts';
import { Breakages } from './Breakages';
import { AllDeliveries } from './Deliveries';
import { Phones } from './Phones';
import { Requests } from './Requests';
import { Reset } from './Reset';
import { announcement, connection } from './store';

const STATUS = {
	connecting: 'Connecting…',
	live: 'Live',
	gone: 'The sandbox is gone. Trying to reach it…',
};

export function App() {
	return (
		<>
			<header class="top">
				<img src="/sandbox/icon.svg" alt="" width="36" height="36" />
				<div>
					<h1>OVHcloud SMS sandbox</h1>
					<p class="muted">Nothing here is really sent, and nothing costs a credit.</p>
				</div>
				<p class={`status ${connection.value}`} role="status">
					{STATUS[connection.value]}
				</p>
			</header>
			<main>
				<Phones />
				<aside aria-label="Settings of the sandbox">
					<AllDeliveries />
					<Breakages />
					<Accounts />
					<Reset />
				</aside>
				<Requests />
			</main>
			<p class="unseen" aria-live="polite">
				<span key={announcement.value.id}>{announcement.value.text}</span>
			</p>
		</>
	);
}
